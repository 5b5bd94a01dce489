"""Documents made visible: PDF, HTML and workbook, all from one report model.

    pdf.render(document)     bytes of a PDF/A-2a and PDF/UA-1 file, by Typst
    html.render(document)    one page of HTML that needs no other file
    xlsx.render(document)    a workbook

`view` turns a document into plain data, texts and numbers as written; the PDF and the HTML template
lay out that data and hold no words of their own. Nothing here knows the books.
"""
