"""Every code that this package can print, with its words in Thai and English.

Codes are never reused. Groups: F files and folders, D data as typed (dates, amounts, ids),
P papers (what a row of an imported file says), E errors of the books (the plugin returns them),
R refusals of a command; named codes (RECEIPT_GAP, …) are alerts.
`docs/codes.md` is generated from this table.
"""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from typing import Any
from typing import NamedTuple

from welfare import calendars


class Words(NamedTuple):
    """The words of one code: what is wrong and what to do next, Thai and English."""

    th: str
    en: str
    todo_th: str
    todo_en: str


CODES: dict[str, Words] = {
    # --- F: files and folders (welfare.tables, welfare.writing, welfare.register) -------------
    "F101": Words(
        "ไม่พบแฟ้มหรือโฟลเดอร์นี้",
        "there is no such file or folder.",
        "ตรวจชื่อและที่เก็บ แล้วสั่งใหม่",
        "Check the name and the place, and try again.",
    ),
    "F102": Words(
        "เปิดแฟ้มไม่ได้ ({reason})",
        "the file cannot be opened ({reason}).",
        "ถ้าเปิดค้างอยู่ใน Excel ให้ปิดก่อน แล้วสั่งใหม่",
        "If it is open in Excel, close it there and try again.",
    ),
    "F103": Words(
        "แฟ้มใหญ่เกิน {limit} ล้านไบต์",
        "the file is larger than {limit} million bytes.",
        "ตรวจว่าเลือกแฟ้มถูก ถ้ามีรูปภาพอยู่ในแฟ้มให้ลบออก แล้วบันทึกใหม่",
        "Check that it is the right file; take pictures out of it and save it again.",
    ),
    "F104": Words(
        "แฟ้มว่างเปล่า ไม่มีข้อมูลเลย (0 ไบต์)",
        "the file is empty (0 bytes).",
        "การบันทึกหรือคัดลอกอาจไม่เสร็จ ให้คัดลอกจากต้นฉบับใหม่",
        "Saving or copying may have been cut off: copy it again from the original.",
    ),
    "F105": Words(
        "เป็นแฟ้ม Excel แบบเก่า (.xls) ซึ่งอ่านไม่ได้",
        "this is a workbook of the old format (.xls), which cannot be read.",
        "เปิดใน Excel แล้วเลือก บันทึกเป็น > Excel Workbook (.xlsx)",
        "Open it in Excel and choose Save As > Excel Workbook (.xlsx).",
    ),
    "F106": Words(
        "แฟ้มนี้ใส่รหัสผ่านไว้ จึงอ่านไม่ได้",
        "the workbook is protected by a password and cannot be read.",
        "เปิดใน Excel ด้วยรหัสผ่าน เอารหัสผ่านออก (แฟ้ม > ข้อมูล > ป้องกันสมุดงาน) แล้วบันทึก",
        "Open it in Excel with the password, remove it (File > Info > Protect Workbook) and save.",
    ),
    "F107": Words(
        "แฟ้มเสีย หรือไม่ใช่แฟ้ม Excel (.xlsx)",
        "the file is damaged or is no Excel workbook (.xlsx).",
        "ลองเปิดใน Excel ถ้าเปิดได้ให้บันทึกใหม่เป็น .xlsx ถ้าเปิดไม่ได้ให้ใช้สำเนาสำรอง",
        "Try it in Excel: if it opens, save it again as .xlsx; if not, take your backup copy.",
    ),
    "F108": Words(
        "ไม่มีข้อมูลแม้แต่แถวเดียว",
        "there are no rows.",
        "ตรวจว่าเลือกแฟ้มหรือชีตถูก และบันทึกแล้ว",
        "Check that it is the right file or sheet, and that it has been saved.",
    ),
    "F109": Words(
        "ไม่พบชีต {wanted} (ในแฟ้มมี: {titles})",
        "there is no sheet {wanted} (the workbook has: {titles}).",
        "ตั้งชื่อชีตให้ตรง หรือเลือกแฟ้มใหม่",
        "Rename the sheet, or take another file.",
    ),
    "F110": Words(
        "ไม่พบหัวคอลัมน์: {missing} (แถวหัวตารางต้องอยู่ใน 20 แถวแรก)",
        "column headings are missing: {missing} (the header must be among the first 20 rows).",
        "เขียนหัวคอลัมน์ให้ครบในแถวเดียวกัน",
        "Write all the headings in one row.",
    ),
    "F111": Words(
        "มีหัวคอลัมน์ซ้ำกัน: {heading}",
        "the column heading {heading} stands twice.",
        "เหลือไว้คอลัมน์เดียว อีกคอลัมน์ให้เปลี่ยนชื่อหรือลบออก",
        "Keep one of the columns; rename or delete the other.",
    ),
    "F112": Words(
        "แถวหัวตารางมีเซลล์ที่ผสานกัน",
        "there are merged cells in the header row.",
        "เลือกแถวนั้นใน Excel กด ยกเลิกการผสานเซลล์ แล้วเขียนหัวคอลัมน์ละหนึ่งช่อง",
        "Select the row in Excel, Unmerge Cells, and write one heading in each column.",
    ),
    "F113": Words(
        "มีเซลล์ที่ผสานกันในแถวข้อมูล ค่าบางช่องจึงหายไป",
        "there are merged cells among the data, so that some cells have lost their values.",
        "กด ยกเลิกการผสานเซลล์ ใน Excel แล้วกรอกค่าให้ครบทุกช่อง",
        "Unmerge Cells in Excel and fill in every cell.",
    ),
    "F114": Words(
        "ชีตนี้ใช้ถึง {used} คอลัมน์ (อ่านได้ไม่เกิน {limit})",
        "the sheet uses {used} columns (at most {limit} are read).",
        "ลบคอลัมน์ทางขวาที่ไม่ใช้ (อาจมีช่องที่ดูเหมือนว่าง) หรือแยกเป็นหลายชีต",
        "Delete the unused columns on the right (they may look empty), or split the sheet.",
    ),
    "F115": Words(
        "ตัวอักษรในแฟ้ม CSV ไม่ใช่แบบ UTF-8 (น่าจะเป็นภาษาไทยแบบเก่า cp874 หรือ TIS-620)",
        "the CSV file is not in UTF-8 (most likely in the old Thai code page cp874, TIS-620).",
        "เปิดใน Excel แล้วเลือก บันทึกเป็น > CSV UTF-8 (Comma delimited)",
        "Open it in Excel and choose Save As > CSV UTF-8 (Comma delimited).",
    ),
    "F116": Words(
        "แฟ้ม CSV คั่นช่องด้วย {found} ไม่ใช่เครื่องหมายจุลภาค (,)",
        "the fields of the CSV file are parted by {found}, not by a comma.",
        "เปิดใน Excel แล้วเลือก บันทึกเป็น > CSV UTF-8 (Comma delimited)",
        "Open it in Excel and choose Save As > CSV UTF-8 (Comma delimited).",
    ),
    "F117": Words(
        "แถวนี้มี {found} ช่อง แต่หัวตารางมี {expected} ช่อง",
        "this row has {found} fields, but the header has {expected}.",
        'ตรวจเครื่องหมายจุลภาค (,) ที่ขาดหรือเกิน ข้อความที่มีจุลภาคต้องอยู่ใน "…"',
        'Look for a comma too few or too many; text with a comma belongs in "…".',
    ),
    "F118": Words(
        "แฟ้มนี้มีอักขระที่ไม่ใช่ข้อความ (NUL) จึงไม่ใช่แฟ้ม CSV หรือแฟ้มเสีย",
        "there are NUL bytes in the file: it is no CSV file, or it is damaged.",
        "ถ้าเป็นแฟ้ม Excel ให้เปิดแล้วบันทึกเป็น CSV UTF-8 ถ้าไม่ใช่ให้ใช้สำเนาสำรอง",
        "If it is a workbook, save it as CSV UTF-8; if not, take your backup copy.",
    ),
    "F119": Words(
        'เครื่องหมายคำพูด (") ในแฟ้ม CSV เปิดปิดไม่ครบ ({reason})',
        'quotation marks (") in the CSV file do not match ({reason}).',
        "เปิดใน Excel ตรวจข้อมูล แล้วบันทึกเป็น CSV UTF-8 ใหม่",
        "Open it in Excel, check it, and save it as CSV UTF-8 again.",
    ),
    "F120": Words(
        "ในโฟลเดอร์นี้ไม่มีแฟ้ม Excel (.xlsx)",
        "there is no workbook (.xlsx) in this folder.",
        "ตรวจว่าเลือกโฟลเดอร์ถูก",
        "Check that it is the right folder.",
    ),
    "F201": Words(
        "มีคำสั่ง welfare อีกคำสั่งกำลังทำงานอยู่กับบัญชีชุดนี้",
        "another welfare command is running on these books.",
        "รอให้เสร็จหรือปิดหน้าต่างนั้นก่อน แล้วสั่งใหม่",
        "Wait until it has ended or close its window, and try again.",
    ),
    "F202": Words(
        "{file} ถูกแก้ไขหลังจากที่โปรแกรมอ่านไปแล้ว จึงยังไม่บันทึก",
        "{file} was changed after it had been read; nothing was written.",
        "สั่งใหม่อีกครั้ง โปรแกรมจะอ่านแฟ้มที่แก้แล้ว",
        "Give the command again; it will read the file as it is now.",
    ),
    "F203": Words(
        "พื้นที่เก็บข้อมูลเต็ม",
        "the disk is full.",
        "ลบแฟ้มที่ไม่ใช้และล้างถังขยะของเครื่องก่อน อย่าลบแฟ้มในโฟลเดอร์บัญชี",
        "First delete what you do not need and empty the bin, but nothing in the fund's folder.",
    ),
    "F204": Words(
        "ไม่มีสิทธิ์เขียนหรืออ่านที่นี่ (อาจตั้งไว้เป็นอ่านอย่างเดียว)",
        "no permission to write or read here (it may be set to read-only).",
        "คลิกขวา > คุณสมบัติ แล้วเอาเครื่องหมาย อ่านอย่างเดียว ออก หรือย้ายโฟลเดอร์บัญชีไปไว้ที่ เอกสาร",
        "Right-click > Properties and clear Read-only, or move the fund's folder to Documents.",
    ),
    "F205": Words(
        "{file} เปิดค้างอยู่ในโปรแกรมอื่น",
        "{file} is open in another program.",
        "ปิด {file} ในโปรแกรมนั้น (เช่น Excel) ก่อน",
        "First close {file} in that program (Excel, for example).",
    ),
    "F206": Words(
        "{file} เปิดอยู่ใน {program}",
        "{file} is open in {program}.",
        "ปิด {file} ใน {program} ก่อน ถ้าปิดแล้วแต่ยังขึ้นข้อความนี้ ให้ลบแฟ้ม {owner}",
        "First close {file} in {program}; if it is closed and this still appears, delete {owner}.",
    ),
    "F207": Words(
        "ใช้ชื่อ {name} เป็นที่เก็บแฟ้มไม่ได้",
        "{name} cannot be the place of a file.",
        'ใช้ชื่อที่ไม่มี \\ : * ? " < > | และต้องอยู่ในโฟลเดอร์บัญชี',
        "Use a name without \\ : * ? \" < > | that stays inside the fund's folder.",
    ),
    "F208": Words(
        "ชื่อหรือที่เก็บแฟ้มยาวเกินไป",
        "the file's name or path is too long.",
        "ตั้งชื่อให้สั้นลง หรือย้ายโฟลเดอร์บัญชีไปไว้ที่สั้นกว่า เช่น C:\\welfare",
        "Use a shorter name, or move the fund's folder to a shorter place such as C:\\welfare.",
    ),
    "F209": Words(
        "เครื่องอ่านหรือเขียนไม่ได้ ({reason})",
        "the system could not read or write ({reason}).",
        "ตรวจว่าไดรฟ์หรือแฟลชไดรฟ์ยังต่ออยู่และไม่เสีย",
        "Check that the drive or the memory stick is connected and sound.",
    ),
    "F210": Words(
        "รายการนี้บันทึกไปได้บางส่วน ส่วนที่เหลือเก็บรอไว้แล้ว",
        "this change is written in part; the rest is kept waiting.",
        "แก้ตามข้อความข้างบน คำสั่งถัดไปจะบันทึกต่อให้ครบ อย่าลงรายการนี้ซ้ำ",
        "Do the above; the next command completes it. Do not enter it again.",
    ),
    "F211": Words(
        "{file} ถูกแก้ไขขณะที่ยังบันทึกรายการก่อนหน้าไม่ครบ",
        "{file} was changed while an earlier change was written only in part.",
        "ย้าย {file} ออกไปไว้ที่อื่น แล้วสั่งใหม่ จากนั้นแก้ไขซ้ำในแฟ้มที่ได้",
        "Move {file} elsewhere and try again; then repeat your edits in the file that appears.",
    ),
    "F212": Words(
        "แฟ้มที่รอบันทึกเสียหาย บัญชีอาจไม่ครบ",
        "the files waiting to be written are damaged; the books may be incomplete.",
        "อย่าลบอะไร ให้เก็บโฟลเดอร์นี้ไว้ทั้งโฟลเดอร์ แล้วใช้ชุดสำรองล่าสุดแทน",
        "Delete nothing: set this folder aside whole and work on in a copy of the latest backup.",
    ),
    "F213": Words(
        "คำสั่งก่อนหน้าหยุดกลางคัน ตอนนี้บันทึกให้ครบแล้ว",
        "an earlier command was cut off; its change is now complete.",
        "ไม่ต้องลงรายการนั้นซ้ำ",
        "Do not enter it again.",
    ),
    "F214": Words(
        "คำสั่งก่อนหน้าหยุดกลางคันและไม่ได้บันทึก บัญชียังเหมือนเดิม",
        "an earlier command was cut off and wrote nothing; the books are as before it.",
        "ถ้ายังต้องการ ให้ลงรายการนั้นใหม่",
        "If it is still wanted, enter it again.",
    ),
    "F301": Words(
        "โฟลเดอร์ {folder} ไม่มีสมุดบัญชีของกองทุน (ไม่พบ main.beancount)",
        "{folder} holds no fund's books (no main.beancount)",
        "ใช้ --fund ชี้ไปที่โฟลเดอร์ของกองทุน หรือเริ่มกองทุนใหม่ด้วย welfare init หรือ welfare demo",
        "Point --fund at the fund's folder, or start one with `welfare init` or `welfare demo`.",
    ),
    "F302": Words(
        "โฟลเดอร์ {folder} มีสมุดบัญชีของกองทุนอื่นอยู่แล้ว ({other})",
        "{folder} already holds the books of another fund ({other})",
        "เลือกโฟลเดอร์อื่น",
        "Choose another folder.",
    ),
    "F406": Words(
        "ทะเบียนบุคคลหายไปหรือว่างเปล่า ทั้งที่เคยมีข้อมูล",
        "the register of persons is gone or empty, though it had rows before",
        "สำเนาดีล่าสุดอยู่ที่ register/{good} ให้คัดลอกกลับมาเป็น people.csv",
        "The last good copy is register/{good}: copy it back as people.csv.",
    ),
    "F401": Words(
        "ทะเบียนบุคคลไม่ใช่รหัสอักษร UTF-8 (โปรแกรมตารางคำนวณอาจบันทึกเป็น cp874)",
        "the register is not UTF-8 (a spreadsheet may have saved it as cp874)",
        "สำเนาดีล่าสุดอยู่ที่ register/{good} ให้คัดลอกกลับมาแทน แล้วบันทึกใหม่เป็น CSV UTF-8",
        "The last good copy is register/{good}: copy it back, then save as CSV UTF-8.",
    ),
    "F402": Words(
        "หัวตารางของทะเบียนบุคคลถูกแก้ ต้องเป็น: {wanted}",
        "the register's headings were changed; they must be: {wanted}",
        "คืนหัวตารางเดิม หรือคัดลอก register/{good} กลับมา",
        "Restore the headings, or copy register/{good} back.",
    ),
    "F403": Words(
        "แถวนี้มีจำนวนช่องไม่ครบหรือเกิน",
        "this row has too few or too many columns",
        "แก้แถวนี้ หรือคัดลอก register/{good} กลับมา",
        "Mend the row, or copy register/{good} back.",
    ),
    "F404": Words(
        "ค่าในช่องนี้ถูกโปรแกรมตารางคำนวณแปลงแล้ว (เช่น 3.1E+12 เลขศูนย์นำหน้าหาย บ้านเลขที่ 19/3 เป็น Mar-19)",
        "a spreadsheet has turned this value into another (3.1E+12, lost zeros, house 19/3 into Mar-19)",
        "คัดลอก register/{good} กลับมา และแก้ทะเบียนด้วยคำสั่ง welfare member change",
        "Copy register/{good} back, and change the register with `welfare member change`.",
    ),
    "F405": Words(
        "เลขบุคคล {person} มีสองแถว",
        "person number {person} stands twice",
        "ลบแถวที่ซ้ำ หรือคัดลอก register/{good} กลับมา",
        "Delete the repeated row, or copy register/{good} back.",
    ),
    "F303": Words(
        "มีแฟ้มนี้อยู่แล้ว จึงไม่สร้างกองทุนใหม่ทับ",
        "this file is there already; a new fund is not written over it",
        "เลือกโฟลเดอร์ว่าง หรือย้ายแฟ้มเดิมออก (main.beancount หายไปหรือไม่)",
        "Choose an empty folder, or move the old files away (is main.beancount missing?).",
    ),
    "F310": Words(
        "เปิดหน้าตรวจสอบที่พอร์ต {port} ไม่ได้ มีโปรแกรมอื่นใช้อยู่",
        "port {port} cannot be used, something else is listening there.",
        "ปิดหน้าตรวจสอบที่เปิดค้างไว้ หรือเลือกพอร์ตอื่น: welfare audit --port {other}",
        "End the other `welfare audit`, or choose another port: `welfare audit --port {other}`.",
    ),
    "F311": Words(
        "main.beancount ไม่ได้เรียกหน้าตรวจสอบของโปรแกรมนี้ จะเห็นแต่หน้าของ Fava",
        "main.beancount does not name the pages of this program; there are only Fava's own.",
        'เพิ่มบรรทัดนี้ใน main.beancount และ all.beancount: 2015-10-01 custom "fava-extension" "reports.fava_ext"',
        'Add this line to main.beancount and all.beancount: 2015-10-01 custom "fava-extension" "reports.fava_ext"',
    ),
    "F312": Words(
        "หน้าตรวจสอบอ่านอย่างเดียว ช่องค้นของ Fava จึงไม่รับคำสั่ง {word}",
        "these pages only read, so Fava's queries may not say {word}.",
        "ใช้ {known}",
        "Use {known}.",
    ),
    "F313": Words(
        "ทำหน้านี้ไม่ได้ เพราะสมุดบัญชีมีข้อผิด {count} ข้อ ข้อแรกที่ {where}: {first}",
        "this page cannot be made: the books hold {count} errors, the first at {where}: {first}",
        "ให้เหรัญญิกสั่ง welfare check แล้วแก้ตามที่บอก",
        "The treasurer runs `welfare check`, and mends what it tells.",
    ),
    # --- D: data as typed (welfare.calendars, welfare.money) ----------------------------------
    "D101": Words(
        "ยังไม่ได้กรอกวันที่",
        "the date is missing.",
        "กรอกวันที่ เช่น 15/03/2566",
        "Write the date, for example 15/03/2566.",
    ),
    "D102": Words(
        "อ่านวันที่ “{value}” ไม่เข้าใจ",
        "“{value}” cannot be read as a date.",
        "เขียนเป็น วัน/เดือน/ปี เช่น 15/03/2566 หรือ 15 มี.ค. 2566",
        "Write day/month/year, for example 15/03/2566 or 15 มี.ค. 2566.",
    ),
    "D103": Words(
        "“{value}” เป็นตัวเลขล้วน ไม่ใช่วันที่ (Excel เก็บวันที่เป็นเลขลำดับ)",
        "“{value}” is a bare number, not a date (Excel stores dates as numbers).",
        "จัดรูปแบบช่องนั้นใน Excel ให้เป็นวันที่ หรือพิมพ์ใหม่เป็น 15/03/2566",
        "Format the cell as a date in Excel, or type it again as 15/03/2566.",
    ),
    "D104": Words(
        "วันหรือเดือนใน “{value}” ไม่มีอยู่จริง",
        "there is no such day or month: “{value}”.",
        "เขียนวันก่อนเดือน (วัน/เดือน/ปี) และตรวจกับเอกสาร",
        "Write the day before the month (day/month/year), and check it against the paper.",
    ),
    "D105": Words(
        "“{value}”: พ.ศ. {be} (ค.ศ. {ce}) เดือนกุมภาพันธ์มีแค่ 28 วัน",
        "“{value}”: February of BE {be} (CE {ce}) has 28 days only.",
        "ตรวจวันและปีกับเอกสาร แล้วแก้ให้ถูก",
        "Check the day and the year against the paper and correct it.",
    ),
    "D106": Words(
        "ปีใน “{value}” ใช้ไม่ได้",
        "the year in “{value}” cannot be right.",
        "เขียนปีสี่หลัก เป็น พ.ศ. (เช่น 2566) หรือ ค.ศ. (เช่น 2023)",
        "Write four digits, Buddhist era (such as 2566) or Christian era (such as 2023).",
    ),
    "D110": Words(
        "อ่านเดือน “{value}” ไม่เข้าใจ",
        "“{value}” cannot be read as a month.",
        "เขียนเดือนกับปี เช่น ต.ค. 2566 หรือ 10/2566",
        "Write month and year, for example ต.ค. 2566 or 2023-10.",
    ),
    "D111": Words(
        "เลขเดือนใน “{value}” ต้องเป็น 1 ถึง 12",
        "the month in “{value}” must be 1 to 12.",
        "เขียนเดือนกับปี เช่น 10/2566",
        "Write month and year, for example 2023-10.",
    ),
    "D112": Words(
        "อ่านช่วงเดือน “{value}” ไม่เข้าใจ",
        "“{value}” cannot be read as a run of months.",
        "เขียนเดือนแรกและเดือนสุดท้าย พร้อมปีทั้งสอง เช่น ต.ค.65-มี.ค.66",
        "Write the first and the last month, each with its year, for example 2022-10..2023-03.",
    ),
    "D113": Words(
        "ช่วงเวลา “{value}” ย้อนกลับ: ปลายช่วงอยู่ก่อนต้นช่วง",
        "“{value}” runs backwards: its end lies before its beginning.",
        "สลับต้นช่วงกับปลายช่วง หรือตรวจปี",
        "Swap the two, or check the years.",
    ),
    "D114": Words(
        "อ่านช่วงเวลา “{value}” ไม่เข้าใจ",
        "“{value}” cannot be read as a period.",
        "เขียนเดือน (2566-09) ปีบัญชี (2566) หรือช่วง (2566-01-01..2566-03-31)",
        "Write a month (2023-09), a fiscal year (2566) or a range (2023-01-01..2023-03-31).",
    ),
    "D201": Words(
        "ยังไม่ได้กรอกจำนวนเงิน",
        "the amount is missing.",
        "กรอกจำนวนเงินเป็นบาท ถ้าไม่มีให้กรอก 0",
        "Write the amount in baht; 0 if there is none.",
    ),
    "D202": Words(
        "“{value}” ไม่ใช่จำนวนเงิน",
        "“{value}” is no amount of money.",
        "กรอกเป็นตัวเลข เช่น 30 หรือ 1,200.50",
        "Write a number, for example 30 or 1,200.50.",
    ),
    "D203": Words(
        "จำนวนเงิน “{value}” ติดลบ",
        "the amount “{value}” is negative.",
        "กรอกจำนวนที่ไม่ติดลบ ถ้าเป็นการแก้รายการเดิม ให้ใช้การกลับรายการ",
        "Write an amount of zero or more; to correct an earlier entry, reverse it.",
    ),
    "D204": Words(
        "จำนวนเงิน “{value}” มีทศนิยมเกินสองตำแหน่ง",
        "the amount “{value}” has more than two decimals.",
        "กรอกแค่บาทกับสตางค์ เช่น 30.25 ถ้าช่องนั้นเป็นสูตร ให้ปัดเศษในสูตร",
        "Write baht and satang only, such as 30.25; if the cell is a formula, round in it.",
    ),
    "D205": Words(
        "เครื่องหมายจุลภาคใน “{value}” อยู่ผิดที่",
        "the commas in “{value}” are in the wrong places.",
        "คั่นทุกสามหลัก เช่น 1,200.50 และใช้จุดนำหน้าสตางค์",
        "Put them before every three digits, such as 1,200.50, and a point before the satang.",
    ),
    "D206": Words(
        "จำนวนเงิน “{value}” มากเกินจริง (เกิน {limit} บาท)",
        "the amount “{value}” is beyond reason (more than {limit} baht).",
        "ตรวจจำนวนหลัก เลขที่สมาชิกหรือเลขบัตรอาจอยู่ผิดช่อง",
        "Count the digits; a member number or an id may stand in the wrong column.",
    ),
    # --- P: papers (welfare.papers.*) ---------------------------------------------------------
    "P101": Words(
        "ช่องนี้ว่าง แต่จำเป็นต้องมี",
        "this cell is empty, but needed",
        "กรอกให้ครบ",
        "Fill it in.",
    ),
    "P102": Words(
        "วันที่ {day} อยู่ในอนาคต (หลัง {reference})",
        "the date {day} is in the future (after {reference})",
        "ตรวจปี พ.ศ. และแก้",
        "Check the year.",
    ),
    "P103": Words(
        "วันที่ {day} ก่อนวันตั้งกองทุน ({founded})",
        "the date {day} is before the fund was founded ({founded})",
        "ตรวจวันที่และแก้",
        "Check the date.",
    ),
    "P104": Words(
        '"{value}" ไม่ใช่ตัวเลข',
        '"{value}" is not a number',
        "แก้เป็นตัวเลข",
        "Write a number.",
    ),
    "P105": Words(
        "ไม่มีสมาชิกเลขที่ {member} ในทะเบียน",
        "no member {member} in the register",
        "ตรวจเลขที่สมาชิก หรือเพิ่มสมาชิกก่อน (welfare member add)",
        "Check the number, or add the member first (`welfare member add`).",
    ),
    "P106": Words(
        'อ่านหมู่ที่จาก "{value}" ไม่ได้',
        '"{value}" names no village',
        "เขียนเป็นเลขหมู่ เช่น 1",
        "Write its number, such as 1.",
    ),
    "P107": Words(
        'ไม่รู้จักคำว่า "{value}" ใช้ได้: {known}',
        '"{value}" is not known here; known: {known}',
        "แก้เป็นคำที่ใช้ได้",
        "Use one of the known words.",
    ),
    "P108": Words(
        '"{value}" ใช้เป็นเลขที่เอกสารไม่ได้ (มีช่องว่าง จุลภาค หรือเครื่องหมายคำพูด)',
        '"{value}" cannot be the number of a paper (it has a space, a comma or a quotation mark)',
        "เขียนเลขที่ติดกัน เช่น 01-66-0001 หนึ่งช่องหนึ่งเลข",
        "Write it without spaces, such as 01-66-0001, one number a cell.",
    ),
    "P109": Words(
        "ข้อความในช่องนี้ยาวเกิน {limit} ตัวอักษร",
        "the text of this cell has more than {limit} characters",
        "เขียนให้สั้นลง",
        "Shorten it.",
    ),
    "P110": Words(
        "จำนวนเงินเป็นศูนย์",
        "the amount is zero",
        "กรอกจำนวนเงิน หรือลบแถวนี้",
        "Give the amount, or remove the row.",
    ),
    "P111": Words(
        "{person} ไม่เคยดำรงตำแหน่งใดในกองทุน",
        "{person} has never held an office of the fund",
        "ตรวจรหัสกรรมการ หรือเพิ่มวาระก่อน (welfare import committee)",
        "Check the person number, or add the term of office first (`welfare import committee`).",
    ),
    "P112": Words(
        "สวัสดิการ {benefit} ไม่มีบัญชีรายจ่าย",
        "the benefit {benefit} has no expense account",
        "เพิ่มบรรทัด account: ในระเบียบของสวัสดิการนั้น",
        "Add an account: line to its bylaw.",
    ),
    "P201": Words(
        "เลขที่สมาชิก {member} ซ้ำกับแถวที่ {row}",
        "member number {member} stands in row {row} too",
        "ให้แต่ละคนมีเลขที่เดียว",
        "Give each person a number of their own.",
    ),
    "P202": Words(
        "สมาชิก {member} มีวันสิ้นสภาพ แต่ไม่มีเหตุ",
        "member {member} has an end date but no reason",
        "กรอกเหตุ: ตาย ลาออก ให้ออก ย้าย",
        "Give the reason: death, resign, expelled, moved.",
    ),
    "P203": Words(
        "สมาชิก {member} สิ้นสภาพก่อนวันรับเข้า",
        "member {member} ends before joining",
        "ตรวจวันทั้งสอง",
        "Check both dates.",
    ),
    "P204": Words(
        "สมาชิก {member} สิ้นสภาพเพราะขาดส่งในช่วงของสมุดบัญชีนี้ ซึ่งต้องคิดจากใบเสร็จ ไม่ใช่พิมพ์",
        "member {member} lapsed within these books: that follows from receipts and is never typed",
        "ลบวันสิ้นสภาพของแถวนี้",
        "Remove the end date of this row.",
    ),
    "P205": Words(
        "สมาชิก {member} สมัครก่อนเกิด",
        "member {member} applied before being born",
        "ตรวจวันเกิดและวันสมัคร",
        "Check both dates.",
    ),
    "P206": Words(
        "สมาชิก {member} ไม่มีเลขประจำตัวประชาชน",
        "member {member} has no citizen id",
        "ขอสำเนาบัตร แล้วใช้ welfare member change",
        "Ask for it, then `welfare member change`.",
    ),
    "P207": Words(
        "เลขประจำตัวประชาชนของสมาชิก {member} ไม่ถูกต้อง (หลักตรวจสอบไม่ตรง)",
        "the citizen id of member {member} is wrong (check digit)",
        "ขอดูบัตร แล้วใช้ welfare member change",
        "See the card, then `welfare member change`.",
    ),
    "P208": Words(
        "สมาชิก {member} เกิด {birth} ก่อน พ.ศ. 2484 ช่วง ม.ค.-มี.ค. ปีอาจคลาดไปหนึ่งปี",
        "member {member} was born {birth}, January-March before พ.ศ. 2484: the year may be off by one",
        "ขอหลักฐานวันเกิด",
        "Ask for proof of birth.",
    ),
    "P209": Words(
        "สมาชิก {member} มีเลขประจำตัวประชาชนเดียวกับ {other}: ถือเป็นคนเดียวกัน สมัครใหม่",
        "member {member} has the citizen id of {other}: taken as the same person joining anew",
        "ถ้าไม่ใช่คนเดียวกัน ให้แก้เลขบัตร",
        "If not the same person, correct the id.",
    ),
    "P212": Words(
        "สมาชิก {member} มีเลขประจำตัวประชาชนของ {other} ซึ่งเป็นชื่ออื่น",
        "member {member} has the citizen id of {other}, who bears another name",
        "ดูบัตรและแก้เลข ถ้าเป็นคนเดียวกันที่เปลี่ยนชื่อ ใช้ welfare member change {other} ก่อน",
        "See the card and correct the id; for one person with a new name, first `welfare member change {other}`.",
    ),
    "P213": Words(
        "ทะเบียนบุคคลมีเลขบุคคล {person} เป็นชื่ออื่น",
        "the register has person number {person} under another name",
        "ใช้เลขบุคคลอื่น ถ้าเป็นคนเดียวกันที่เปลี่ยนชื่อ ใช้ welfare member change ก่อน",
        "Use another person number; for one person with a new name, first `welfare member change`.",
    ),
    "P214": Words(
        "ค่าของ {person} เหมือนถูกโปรแกรมตารางคำนวณแปลงแล้ว (เช่น 19/3 เป็น Mar-19, 3.1E+12, ศูนย์นำหน้าหาย)",
        "the value of {person} looks turned by a spreadsheet (19/3 into Mar-19, 3.1E+12, lost zeros)",
        "พิมพ์ค่าจริงตามเอกสาร และตั้งคอลัมน์เป็นข้อความ (Text)",
        "Type the value as on paper, and set the column to Text.",
    ),
    "P210": Words(
        "สมาชิก {member} มีชื่อเหมือน {other}: อาจลงซ้ำ",
        "member {member} has the name of {other}: perhaps listed twice",
        "ตรวจว่าเป็นคนละคน",
        "Check that they are two persons.",
    ),
    "P301": Words(
        "รับเงิน {amount} บาท (ใบเสร็จ {receipt}) จากสมาชิก {member} ซึ่งพ้นสภาพแล้ว: ลงเป็นเงินรับรอตรวจสอบ",
        "{amount} baht (receipt {receipt}) came from member {member}, whose membership had ended: booked as unidentified",
        "คืนเงินแก่ผู้ส่ง (welfare spend refund-nonmember)",
        "Return it to the payer (`welfare spend refund-nonmember`).",
    ),
    "P302": Words(
        "ใบเสร็จนี้มียอดเป็นศูนย์ แต่ไม่ได้ยกเลิก",
        "this receipt is for nothing, but not void",
        "กรอกจำนวนเงิน หรือเขียน ยกเลิก",
        "Give the amount, or mark it void.",
    ),
    "P303": Words(
        "วันที่ {day} ไม่มีผู้ดำรงตำแหน่ง {role} {village}",
        "nobody held the office of {role} {village} on {day}",
        "เพิ่มวาระกรรมการก่อน (welfare import committee)",
        "Add the term of office first (`welfare import committee`).",
    ),
    "P304": Words(
        "ไม่พบวันที่เก็บเหนือหัวตาราง",
        "no collection date above the table",
        'เขียน "วันที่เก็บ 3 ก.ค. 2566" เหนือหัวตาราง',
        'Write "วันที่เก็บ 3 ก.ค. 2566" above the table.',
    ),
    "P305": Words(
        "ไม่พบเลขหมู่บ้านของใบเก็บเงินนี้",
        "no village number on this sheet",
        'ตั้งชื่อชีตเป็น "หมู่ 1"',
        'Name the sheet "หมู่ 1".',
    ),
    "P401": Words(
        "เงินสมทบจากรัฐ {doc} มีส่วนเกิน {amount} บาท ซึ่งคืนแล้วตาม {refund}: ลงเป็นหนี้สินรอคืน ไม่ใช่รายได้",
        "{amount} baht of the state match {doc} went back by {refund}: booked as to be refunded, not as income",
        "",
        "",
    ),
    "P402": Words(
        "ในทะเบียนมีหลายเลขบุคคลที่ใช้ชื่อนี้: {persons}",
        "the register has this name under several person numbers: {persons}",
        "เขียนเลขบุคคลแทนชื่อ",
        "Write the person number instead of the name.",
    ),
    "P403": Words(
        "ใบสำคัญจ่าย {voucher} ไม่ตรงกับแถวที่ {row}: วันจ่าย วิธีจ่าย ผู้รับ หรือมติต่างกัน หรือเป็นคำขอเดียวกันแต่ยอดต่างกัน",
        "voucher {voucher} differs from row {row}: another day, method, payee or resolution, or the same claim with another amount",
        "ใบสำคัญหนึ่งใบจ่ายผู้รับคนเดียว ในวันเดียว วิธีเดียว ตามมติเดียว แก้แถวที่ผิด หรือใช้ใบสำคัญอีกใบ",
        "One voucher pays one payee on one day by one method and resolution: correct the row, or use another voucher.",
    ),
    "P404": Words(
        "ใบสำคัญจ่าย {voucher} มีแถวที่ {row} ที่ไม่รับ จึงยังไม่ลงบัญชีทั้งใบ",
        "row {row} of voucher {voucher} is not accepted, so nothing of this voucher is booked",
        "แก้แถวที่ {row} แล้วนำเข้าใหม่",
        "Correct row {row}, then import again.",
    ),
    "P501": Words(
        "ไม่มีบัญชี {account} ({number}) ในผังบัญชี",
        "no account {account} ({number}) in the chart",
        "เพิ่มใน chart.json หรือแก้ชื่อบัญชี",
        "Add it to chart.json, or correct the name.",
    ),
    "P502": Words(
        "ยอดยกมาไม่ลงตัว: เดบิตมากกว่าเครดิต {amount} บาท",
        "the opening balances do not balance: debits exceed credits by {amount} baht",
        "ตรวจยอดยกมาทุกบัญชี",
        "Check every opening balance.",
    ),
    "P601": Words(
        "บรรทัดนี้ต้องมียอดถอนหรือยอดฝากอย่างใดอย่างหนึ่ง",
        "this line needs either a withdrawal or a deposit",
        "แก้ให้มีช่องเดียว",
        "Fill exactly one of the two.",
    ),
    "P602": Words(
        "บรรทัดที่ {number} ของรายการธนาคารเคยนำเข้าแล้วด้วยข้อมูลอื่น",
        "line {number} of the statement was imported before with other content",
        "ตรวจกับสมุดธนาคาร",
        "Compare with the bank book.",
    ),
    "P603": Words(
        "ยอดคงเหลือหลังบรรทัดที่ {number} ({balance}) ไม่ต่อเนื่องจากบรรทัดก่อน",
        "the balance after line {number} ({balance}) does not follow from the line before",
        "มีบรรทัดตกหล่นหรือพิมพ์ผิด ตรวจกับสมุดธนาคาร",
        "A line is missing or mistyped; compare with the bank book.",
    ),
    "P604": Words(
        "บรรทัดที่ {number} ธนาคารลงวันที่ {day} ซึ่งเดือนนั้นปิดแล้ว จึงเก็บไว้ใต้วันที่ {open} และบอกวันของธนาคารในรายการ",
        "line {number} is of {day}, in a closed month: it is kept under {open} and tells its own day",
        "ไม่ต้องทำอะไร ถ้าต้องการให้อยู่ในเดือนเดิม ให้เปิดเดือนนั้นใหม่ตามมติก่อนนำเข้า (welfare reopen --help)",
        "Nothing to do; to have it in its own month, reopen that by a resolution before importing"
        " (`welfare reopen --help`).",
    ),
    "P701": Words(
        "อ่านข้อมูลกองทุนไม่ได้: {reason}",
        "the fund's facts cannot be read: {reason}",
        "ดูรูปแบบในตัวอย่าง (welfare/sample)",
        "See the sample (welfare/sample) for the form.",
    ),
    "P702": Words(
        "ไม่มีแฟ้มระเบียบ: ยังแบ่งกองทุนย่อยและเฝ้าเพดานเงินสดไม่ได้",
        "no bylaws were given: income cannot be split into sub-funds, nor the cash ceiling watched",
        "เขียน bylaws.beancount ในโฟลเดอร์ของกองทุน หรือใช้ --bylaws",
        "Write the fund's bylaws.beancount, or give --bylaws.",
    ),
    "P211": Words(
        "ทะเบียนมีข้อมูลของสมาชิก {member} ต่างจากกระดาษ: คงตามทะเบียน",
        "the register knows member {member} otherwise than this paper: the register is kept",
        "ถ้ากระดาษถูก ให้ใช้ welfare member change",
        "If the paper is right, use `welfare member change`.",
    ),
    # --- E: errors of the books (rules.*) -----------------------------------------------------
    "E101": Words(
        'ไม่รู้จักรายการ custom "{type}"',
        'unknown custom directive "{type}"',
        "ดูคำที่ใช้ได้ใน docs/reference.md",
        "See docs/reference.md for the known ones.",
    ),
    "E102": Words(
        'รายการ "{subject}" ต้องตามด้วย: {wanted}',
        '"{subject}" must be followed by: {wanted}',
        "แก้ค่าหลังคำนั้น",
        "Correct what follows.",
    ),
    "E103": Words(
        'รายการ "{subject}" ขาด {key}:',
        '"{subject}" lacks {key}:',
        "เพิ่มบรรทัดนั้น",
        "Add that line.",
    ),
    "E104": Words(
        'รายการ "{subject}" มี {key}: ซึ่งไม่มีในพจนานุกรม',
        '"{subject}" has {key}:, which the vocabulary does not know',
        "ลบหรือแก้ชื่อ (docs/reference.md)",
        "Remove or rename it (docs/reference.md).",
    ),
    "E105": Words(
        "ค่าของ {key}: ({value}) ต้องเป็น {type}",
        "{key}: ({value}) must be {type}",
        "แก้ค่า",
        "Correct the value.",
    ),
    "E110": Words(
        "อ่านระเบียบหรือแฟ้มหลักไม่ได้: {reason}",
        "the bylaws or a main file do not parse: {reason}",
        "แก้บรรทัดนั้นก่อน กองทุนจะจ่ายเงินตามระเบียบที่อ่านไม่ได้ไม่ได้",
        "Mend that line first; a fund cannot pay by a bylaw that does not parse.",
    ),
    "E201": Words(
        "รายการไม่ลงตัว (เดบิตไม่เท่าเครดิต)",
        "the entry does not balance",
        "แก้จำนวนเงินให้รวมเป็นศูนย์พอดี",
        "Make the amounts add up to exactly zero.",
    ),
    "E202": Words(
        "ไม่มีบัญชี {account} ในผังบัญชี",
        "no account {account} in the chart",
        "เพิ่มใน accounts.beancount",
        "Add it to accounts.beancount.",
    ),
    "E203": Words(
        "จำนวนเงิน {amount} ละเอียดกว่าสตางค์",
        "the amount {amount} is finer than a satang",
        "เขียนไม่เกินสองตำแหน่ง",
        "Write at most two decimals.",
    ),
    "E204": Words(
        "จำนวนเงิน {amount} ไม่ใช่เงินบาทล้วน (มีสกุลอื่น ต้นทุน หรือราคา)",
        "{amount} is not plain baht (another currency, a cost or a price)",
        "เขียนเป็นบาท (THB) อย่างเดียว",
        "Write it in plain baht (THB).",
    ),
    "E205": Words(
        "ชื่อบัญชี {account} มีอักษรที่ใช้ไม่ได้",
        "the account name {account} has characters that may not be used",
        "ใช้อักษรอังกฤษ ขึ้นต้นแต่ละส่วนด้วยตัวใหญ่ ตามด้วยอักษร ตัวเลข หรือขีด ชื่อไทยอยู่ใน name-th:",
        "Use plain Latin letters, digits and hyphens, each part with a capital first;"
        " the Thai name belongs in name-th:.",
    ),
    "E301": Words(
        "พบเลขประจำตัวประชาชน {number} ใน {key}:",
        "a citizen id {number} stands in {key}:",
        "ลบออก ข้อมูลบุคคลอยู่ได้เฉพาะใน register/",
        "Remove it; personal data belong in register/ only.",
    ),
    "E302": Words(
        "พบหมายเลขโทรศัพท์ใน {key}:",
        "a phone number stands in {key}:",
        "ลบออก ข้อมูลบุคคลอยู่ได้เฉพาะใน register/",
        "Remove it; personal data belong in register/ only.",
    ),
    "E303": Words(
        "พบชื่อบุคคลในทะเบียนใน {key}:",
        "a registered person's name stands in {key}:",
        "ใช้เลขที่สมาชิกแทน ชื่ออยู่ได้เฉพาะใน register/ (ถ้าอยู่ใน source: ให้เปลี่ยนชื่อแฟ้มหรือชีตแล้วนำเข้าใหม่)",
        "Use the member number; names belong in register/ only (in source: rename the file or sheet, then import again).",
    ),
    "E304": Words(
        "เลขที่สมาชิกยาวเกิน {digits} หลัก",
        "this member number has more than {digits} digits",
        "ใช้เลขที่สมาชิกของกองทุน ไม่ใช่เลขประจำตัวประชาชนหรือโทรศัพท์",
        "Use the fund's own member number, never a citizen id or phone.",
    ),
    "E401": Words(
        "ห้ามใช้ pad เพราะทำให้ผลต่างหายไปโดยไม่มีใครเห็น",
        "pad may not be used: it makes a difference vanish unseen",
        "ลบออก แล้วลงรายการที่เกิดขึ้นจริง",
        "Remove it and book what really happened.",
    ),
    "E402": Words(
        "วันที่ {day} เป็นปี พ.ศ. {be} ในแฟ้มต้องเป็นปี ค.ศ.",
        "the date {day} has a year of the Buddhist era; files hold the Christian era",
        "แก้ {be} เป็น {ce}",
        "Change {be} to {ce}.",
    ),
    "E403": Words(
        "ปีของวันที่ {day} เป็นไปไม่ได้",
        "the year of {day} cannot be right",
        "แก้วันที่ตามเอกสาร",
        "Correct it from the paper.",
    ),
    "E404": Words(
        "วันที่ {day} อยู่ก่อนวันก่อตั้งกองทุน ({founded})",
        "{day} is before the founding of the fund ({founded})",
        "แก้วันที่ หรือแก้วันก่อตั้งในรายการ fund",
        'Correct the date, or the founding in custom "fund".',
    ),
    "E405": Words(
        "บรรทัด {word} ในแฟ้มที่ถูก include ไม่มีผล หรือมีผลกับรายการอื่นโดยไม่มีใครเห็น",
        "a line {word} in an included file has no effect, or one that nobody sees",
        "ลบออก บรรทัดเช่นนี้อยู่ได้เฉพาะใน main.beancount และ all.beancount",
        "Remove it; such lines belong in main.beancount and all.beancount only.",
    ),
    "E406": Words(
        'plugin "{plugin}" ต้องเป็น plugin แรกของแฟ้มหลัก',
        'plugin "{plugin}" must be the first one of the main file',
        "ย้ายขึ้นไปไว้ก่อน plugin อื่น",
        "Move it before any other.",
    ),
    "E407": Words(
        'แฟ้มหลักต้องมี option "{option}" "{value}"',
        'the main file must say option "{option}" "{value}"',
        "เพิ่มหรือแก้บรรทัดนั้น ถ้าไม่มี ยอดเงินอาจถูกปัดเศษ",
        "Add or correct that line; without it amounts may be rounded.",
    ),
    "E408": Words(
        "ต้นแฟ้มมีเครื่องหมาย BOM ทำให้บรรทัดแรกอ่านไม่ได้",
        "the file begins with a byte order mark, so that its first line is not read",
        "บันทึกใหม่เป็น UTF-8 แบบไม่มี BOM",
        "Save it as UTF-8 without BOM.",
    ),
    "E409": Words(
        "แฟ้มไม่ใช่รหัสอักษร UTF-8",
        "the file is not UTF-8",
        "บันทึกใหม่เป็น UTF-8 แบบไม่มี BOM",
        "Save it as UTF-8 without BOM.",
    ),
    "E410": Words(
        "มี {key}: สองบรรทัดในรายการเดียว โปรแกรมจะใช้บรรทัดหลังโดยไม่บอก",
        "{key}: stands twice in one directive; the last one would be used without a word",
        "เหลือไว้บรรทัดเดียว",
        "Keep one of them.",
    ),
    "E411": Words(
        "{key}: มีการขึ้นบรรทัดใหม่อยู่ในข้อความ",
        "there is a line break in the text of {key}:",
        "เขียนให้อยู่ในบรรทัดเดียว",
        "Write it on one line.",
    ),
    "E412": Words(
        'อ่านระเบียบ "{key}" ไม่ได้ กฎข้อนี้จึงหายไปทั้งข้อ',
        'the bylaw "{key}" does not parse, so that the whole rule is missing',
        "แก้ก่อน กองทุนจะไม่จ่ายเงินใดจนกว่าระเบียบจะอ่านได้ครบ",
        "Mend it first; the fund pays nothing until all its bylaws can be read.",
    ),
    "E413": Words(
        "รายการวันที่ {day} อยู่ผิดแฟ้มเดือน",
        "an entry of {day} stands in the file of another month",
        "ย้ายไปไว้ใน {file}",
        "Move it to {file}.",
    ),
    "E414": Words(
        "แฟ้มนี้อยู่ใน register/ แต่ถูก include ข้อมูลบุคคลจะแสดงใน Fava",
        "this file is in register/ but is included: Fava would show personal data",
        "ลบบรรทัด include นั้น",
        "Remove that include.",
    ),
    "E415": Words(
        'ต้องมีรายการ custom "fund" หนึ่งรายการ (พบ {count})',
        'there must be one custom "fund" (found: {count})',
        "เพิ่มหรือลบใน main.beancount (docs/reference.md)",
        "Add or remove it in main.beancount (docs/reference.md).",
    ),
    "E416": Words(
        'ระเบียบ "{key}" ลงวันที่ {day} มีสองรายการ',
        'the bylaw "{key}" of {day} stands twice',
        "เหลือไว้รายการเดียว",
        "Keep one of them.",
    ),
    "E417": Words(
        'plugin "{plugin}" อาจเพิ่ม แก้ หรือลบรายการหลังการตรวจ โดยไม่มีใครเห็น',
        'plugin "{plugin}" could add, change or drop entries unseen after the check',
        "ลบบรรทัดนั้นออกจากแฟ้มหลัก",
        "Remove that line from the main file.",
    ),
    "E418": Words(
        "มีแฟ้ม {file} แต่ไม่มีบรรทัด include รายการในแฟ้มนั้นจึงไม่ถูกนับ",
        "{file} is there but not included: its entries do not count",
        'เพิ่มบรรทัด include "{file}" ในแฟ้มหลัก (main.beancount และ all.beancount) ถ้าไม่ใช่แฟ้มบัญชี ให้ย้ายออกจากโฟลเดอร์นี้',
        'Add include "{file}" to main.beancount and all.beancount; if it is no file of the books,'
        " move it out of this folder.",
    ),
    "E419": Words(
        "แฟ้มนี้ไม่มีบรรทัด {line} ซึ่งแฟ้มหลักอีกแฟ้มมี (main.beancount กับ all.beancount)",
        "the line {line} of the other main file is missing here (main.beancount, all.beancount)",
        "ทำให้สองแฟ้มตรงกัน: เพิ่มบรรทัดนั้น หรือลบออกจากอีกแฟ้มถ้าไม่ควรมี",
        "Make the two agree: add the line here, or remove it there if it does not belong.",
    ),
    "E501": Words(
        "ไม่มีสมาชิกเลขที่ {member}",
        "there is no member {member}",
        "ตรวจเลขที่สมาชิก หรือรับสมาชิกก่อน (welfare member add)",
        "Check the number, or admit the member first (`welfare member add`).",
    ),
    "E502": Words(
        "{key}: {person} ไม่เคยดำรงตำแหน่งใดในกองทุน",
        "{key}: {person} has never held an office of the fund",
        "ตรวจเลขบุคคล หรือเพิ่มวาระใน governance.beancount",
        "Check the person number, or add the term of office to governance.beancount.",
    ),
    "E503": Words(
        "ไม่มีคำขอรับสวัสดิการเลขที่ {claim}",
        "claim {claim} was never filed",
        "ตรวจเลขที่คำขอ หรือบันทึกคำขอก่อน",
        "Check the number, or file the claim first.",
    ),
    "E504": Words(
        "{subject} จ่าย {amount} บาท อ้างมติ {resolution} ซึ่งไม่มีในรายงานการประชุม",
        "{subject} pays {amount} baht by resolution {resolution}, which is not in the minutes",
        "แก้เลขมติ หรือบันทึกมติก่อน ถ้าจ่ายไปแล้วโดยไม่มีมติจริง ให้บันทึก {alert} (welfare irregularity record)",
        "Correct the number or record the resolution; if it was really paid without one,"
        " record {alert} (`welfare irregularity record`).",
    ),
    "E505": Words(
        "จ่ายคำขอ {subject} {amount} บาท โดยไม่มีมติ",
        "claim {subject} is paid {amount} baht without a resolution",
        "ใส่เลขมติ ถ้าเงินจ่ายไปแล้วโดยไม่มีมติ ให้บันทึกก่อนด้วย welfare irregularity record {alert} {subject} --amount {amount} แล้วลงรายจ่ายด้วยเลขที่นี้",
        "Give the resolution; if it was really paid without one, first `welfare irregularity"
        " record {alert} {subject} --amount {amount}`, then book the payment under that number.",
    ),
    "E506": Words(
        "{subject} จ่าย {amount} บาท โดยไม่มีมติ ซึ่งระเบียบกำหนดให้มี",
        "{subject} pays {amount} baht without the resolution that the bylaws ask for",
        "ใส่เลขมติ ถ้าเงินจ่ายไปแล้วโดยไม่มีมติ ให้บันทึกก่อนด้วย welfare irregularity record {alert} {subject} --amount {amount} แล้วลงรายจ่ายด้วยเลขที่นี้",
        "Give the resolution; if it was really paid without one, first `welfare irregularity"
        " record {alert} {subject} --amount {amount}`, then book the payment under that number.",
    ),
    "E507": Words(
        "ใบเสร็จเลขที่ {number} ใช้กับผู้จ่ายหลายคนหรือหลายวัน (ครั้งแรกที่ {first})",
        "receipt {number} is used for several payers or days (first: {first})",
        "แก้เลขที่ตามใบเสร็จจริง ถ้าออกซ้ำจริง ให้บันทึก RECEIPT_DUPLICATE จำนวน {amount} บาท"
        " (welfare irregularity record)",
        "Correct the number from the paper; if it was really issued twice, record"
        " RECEIPT_DUPLICATE of {amount} baht (`welfare irregularity record`).",
    ),
    "E508": Words(
        "เลขที่ {number} ({key}) ใช้ซ้ำ (ครั้งแรกที่ {first})",
        "number {number} ({key}) is used twice (first: {first})",
        "แก้เลขที่ตามเอกสาร หรือลบรายการที่ลงซ้ำ",
        "Correct the number from the paper, or remove what was entered twice.",
    ),
    "E509": Words(
        "เลขที่ {number} บันทึกว่ายกเลิกหรือสูญหาย แต่มีการใช้ด้วย",
        "number {number} is recorded as void or missing, but is used as well",
        "ลบรายการที่ผิด หรือกลับรายการในวันเดียวกับที่ยกเลิก (welfare reverse)",
        "Remove the wrong one, or reverse the entry on the day of the void (`welfare reverse`).",
    ),
    "E510": Words(
        "รับสมาชิกเลขที่ {member} ไปแล้วเมื่อ {day}",
        "member {member} joined already on {day}",
        "ลบรายการที่ซ้ำ แก้ไขข้อเท็จจริงด้วย welfare member change",
        "Remove the second; facts are changed by `welfare member change`.",
    ),
    "E511": Words(
        "สมาชิกเลขที่ {member} พ้นสภาพไปแล้วเมื่อ {day}",
        "the membership of {member} ended already on {day}",
        "เหลือไว้รายการเดียว",
        "Keep one of them.",
    ),
    "E512": Words(
        "สมาชิกเลขที่ {member} พ้นสภาพ ({day}) ก่อนวันที่รับเป็นสมาชิก",
        "the membership of {member} ended ({day}) before it began",
        "แก้วันที่",
        "Correct the dates.",
    ),
    "E513": Words(
        "รับสมาชิกเลขที่ {member} ซ้ำหลังพ้นสภาพแล้ว (รับครั้งแรก {day})",
        "member {member} joins again after the membership ended (first joined {day})",
        "สมาชิกใหม่ต้องใช้เลขที่ใหม่ โดยใส่ person: เป็นเลขเดิม",
        "A new membership takes a new number, with person: for the old one.",
    ),
    "E514": Words(
        "เลขที่ {number} ({key}) มีสองรายการ (ครั้งแรกที่ {first})",
        "{key} {number} stands twice (first: {first})",
        "แก้เลขที่ตามรายงานการประชุม",
        "Correct the number from the minutes.",
    ),
    "E515": Words(
        "จำนวนธนบัตรและเหรียญรวมได้ {counted} บาท ไม่เท่ากับ {declared} บาท",
        "the notes and coins add up to {counted} baht, not to {declared}",
        "แก้ตามใบตรวจนับ",
        "Correct it from the count sheet.",
    ),
    "E518": Words(
        "จ่ายสวัสดิการโดยไม่ระบุคำขอและสมาชิก",
        "a benefit is paid without claim: and member:",
        "เพิ่มทั้งสองบรรทัดใต้บัญชีค่าใช้จ่าย",
        "Add both below the expense account.",
    ),
    "E520": Words(
        "ลดเงินสมทบสมาชิกโดยไม่ใช่การกลับรายการใบเสร็จ และไม่ใช่การคืนตามที่ระเบียบให้",
        "contributions are debited other than by the reversal of a receipt, or a refund as the"
        " bylaws grant it",
        "ใช้คำสั่ง welfare reverse เลขที่ใบเสร็จ หรือ welfare member refund ถ้าระเบียบให้คืน",
        "Use `welfare reverse` with the receipt's number, or `welfare member refund` where the"
        " bylaws grant it.",
    ),
    "E521": Words(
        "กลับรายการ “{number}” แต่ไม่มีเงินสมทบตามเลขที่นี้ในสมุดบัญชี",
        "“{number}” is reversed, but the books hold no contribution of that number",
        "ตรวจเลขที่ใบเสร็จใน reverses:",
        "Check the receipt's number in reverses:.",
    ),
    "E522": Words(
        "สมาชิกหรือจำนวนเงินที่กลับไม่ตรงกับใบเสร็จ {number}",
        "the member or the amount taken back is not that of receipt {number}",
        "กลับรายการด้วยสมาชิก บัญชี และจำนวนเงินเดียวกับใบเสร็จ",
        "Reverse with the receipt's own member, account and amount.",
    ),
    "E523": Words(
        "ใบเสร็จ {number} ถูกกลับรายการไปแล้ว",
        "receipt {number} has been reversed already",
        "ลบรายการกลับที่ซ้ำ",
        "Remove the second reversal.",
    ),
    "E524": Words(
        "เงินของใบเสร็จ {number} ที่กลับรายการ ไม่ได้ลงให้ผู้อื่นหรือพักไว้",
        "the money of the reversed receipt {number} is neither booked to another nor held",
        "ลงบัญชีเงินรอตรวจสอบ (Liabilities:Unidentified) ในรายการเดียวกัน หรือบันทึกยกเลิกใบเสร็จในวันเดียวกัน",
        "Move it to Liabilities:Unidentified in the same entry, or record the receipt void the"
        " same day.",
    ),
    "E525": Words(
        "มีเงินออกจากกองทุนในการกลับรายการ {number}",
        "money leaves the fund in the reversal of {number}",
        "พักเงินไว้ก่อน แล้วคืนด้วยใบสำคัญจ่ายแยกต่างหาก",
        "Hold it first, and pay it back by a voucher of its own.",
    ),
    "E526": Words(
        "ความผิดปกติ {alert} {subject} ไม่ตรงกับสิ่งใดในสมุดบัญชี",
        "the irregularity {alert} {subject} answers to nothing in the books",
        "ตรวจรหัส เลขที่ และจำนวนเงินให้ตรงกับรายการจริง หรือลบออก",
        "Check its code, number and amount against the entry, or remove it.",
    ),
    "E527": Words(
        "สมาชิกเลขที่ {member} บันทึกขาดสภาพเพราะค้างส่งด้วยมือ ซึ่งโปรแกรมคำนวณเองจากระเบียบ",
        "a lapse of member {member} is typed in; lapses follow from the bylaws",
        "ลบออก (ใช้ได้เฉพาะประวัติก่อนวันเริ่มสมุดบัญชี)",
        "Remove it; it may stand only for history before the books.",
    ),
    "E528": Words(
        "{account} เปลี่ยนด้วยรายการที่ไม่ใช่ยอดยกมาหรือการโอนระหว่างกองทุนย่อย",
        "{account} changes by something else than an opening or a transfer between sub-funds",
        "ลงเป็นรายได้หรือค่าใช้จ่าย หรือโอนระหว่างกองทุนย่อยตามมติ (welfare transfer)",
        "Book it as income or expense, or transfer by resolution (`welfare transfer`).",
    ),
    "E529": Words(
        "การกลับรายการ {number} ทำให้เงิน {amount} บาท ออกจากกองทุน โดยไม่มีใบสำคัญจ่ายและผู้รับเงิน",
        "the reversal of {number} lets {amount} baht leave the fund without voucher and payee",
        "ใช้ welfare reverse พร้อม --to หรือ --to-person ถ้าไม่เคยรับเงินจริง ให้บันทึกยกเลิกใบเสร็จในวันเดียวกัน (welfare reverse --void)",
        "Use `welfare reverse` with --to or --to-person; if no money was ever received, record the"
        " receipt void the same day (`welfare reverse --void`).",
    ),
    "E530": Words(
        "จ่ายตามคำขอ {claim} ในชื่อสมาชิกอื่น คำขอเป็นของสมาชิก {member}",
        "claim {claim} is paid under another member; it was filed for {member}",
        "แก้ member: หรือ claim: ให้ตรงกับคำขอ",
        "Make member: or claim: what was filed.",
    ),
    "E531": Words(
        "จ่ายตามคำขอ {claim} ผิดบัญชี สวัสดิการของคำขอนี้ลงบัญชี {account}",
        "claim {claim} is paid from another account; its benefit belongs in {account}",
        "แก้ชื่อบัญชี หรือ claim: ให้ตรงกับคำขอ",
        "Correct the account, or claim:.",
    ),
    "E532": Words(
        "จ่ายตามคำขอ {claim} ซ้ำ (ครั้งแรกที่ {first})",
        "claim {claim} is paid a second time (first: {first})",
        "ลบรายการที่ลงซ้ำ หรือกลับรายการ (welfare reverse) คำขอหนึ่งจ่ายครั้งเดียว",
        "Remove the second, or reverse one of them (`welfare reverse`): a claim is paid once.",
    ),
    # --- E6: bylaws (rules.bylaws) -----------------------------------------------------------
    "E601": Words(
        'ไม่รู้จักกฎ "{rule}"',
        'there is no rule "{rule}"',
        'ที่ใกล้เคียงที่สุดคือ "{nearest}" (docs/bylaws.md)',
        'The nearest one is "{nearest}" (docs/bylaws.md).',
    ),
    "E602": Words(
        'กฎ "{rule}" ต้องเขียนเป็น {wanted}',
        'the rule "{rule}" must read {wanted}',
        "แก้ค่าหลังชื่อกฎ",
        "Correct what follows the name of the rule.",
    ),
    "E603": Words(
        'กฎ "{rule}" ไม่มี {key}:',
        'the rule "{rule}" knows no {key}:',
        "ที่ใกล้เคียงที่สุดคือ {nearest}: (docs/bylaws.md)",
        "The nearest one is {nearest}: (docs/bylaws.md).",
    ),
    "E604": Words(
        'กฎ "{rule}" ขาด {missing}:',
        'the rule "{rule}" lacks {missing}:',
        "เพิ่มบรรทัดนั้น (docs/bylaws.md)",
        "Add that line (docs/bylaws.md).",
    ),
    "E605": Words(
        "ค่าของ {key}: ({value}) ใช้ไม่ได้",
        "{key}: cannot be ({value})",
        "ค่าที่ใช้ได้: {wanted}",
        "It may be: {wanted}.",
    ),
    "E606": Words(
        'ไม่รู้จักคำว่า "{word}" ใน {key}:',
        '{key}: knows no "{word}"',
        'ที่ใกล้เคียงที่สุดคือ "{nearest}" (docs/bylaws.md)',
        'The nearest one is "{nearest}" (docs/bylaws.md).',
    ),
    "E607": Words(
        'กฎ "{rule}" บอกจำนวนเงินมากกว่าหนึ่งวิธี ({keys})',
        'the rule "{rule}" says its amount in more than one way ({keys})',
        "เหลือไว้วิธีเดียว หรือแยกเป็นสองสวัสดิการ",
        "Keep one of them, or make two benefits of it.",
    ),
    "E608": Words(
        'กฎ "{rule}" ไม่บอกจำนวนเงิน',
        'the rule "{rule}" says no amount',
        "เพิ่ม amount: per-night: tier-…: หรือวิธีอื่น (docs/bylaws.md)",
        "Add amount:, per-night:, tier-…: or another way (docs/bylaws.md).",
    ),
    "E609": Words(
        'สวัสดิการ "{benefit}" มี {key}: แต่ไม่มีรายย่อยที่ใช้บังคับในวันนั้น',
        'the benefit "{benefit}" has {key}: but no variant in force on that day',
        'เพิ่มกฎ "benefit" "{benefit}" "…" หรือลบบรรทัดนั้น',
        'Add rules "benefit" "{benefit}" "…", or remove that line.',
    ),
    "E610": Words(
        'รายย่อย "{variant}" ไม่มีผล เพราะในวันนั้นไม่มีสวัสดิการ "{benefit}" ที่มี choice:',
        'the variant "{variant}" has no effect: no benefit "{benefit}" with choice: on that day',
        "เพิ่ม choice: ในสวัสดิการ หรือลบรายย่อย",
        "Add choice: to the benefit, or remove the variant.",
    ),
    "E611": Words(
        "{low}: ({left}) มากกว่า {high}: ({right})",
        "{low}: ({left}) is more than {high}: ({right})",
        "เทียบกับระเบียบแล้วแก้ค่าหนึ่ง",
        "Compare with the bylaws and correct one of them.",
    ),
    "E612": Words(
        "เพดาน {low}: ({left}) สูงกว่าเพดาน {high}: ({right}) ที่ครอบอยู่",
        "the ceiling {low}: ({left}) is above {high}: ({right}), which holds it",
        "เทียบกับระเบียบแล้วแก้ค่าหนึ่ง",
        "Compare with the bylaws and correct one of them.",
    ),
    "E613": Words(
        "ขั้น {key}: ต้องถึงช้ากว่าและไม่น้อยกว่า {before}: ในทุกกรณี",
        "{key}: must always be reached after {before}: and pay no less",
        "เรียงขั้นจากน้อยไปมาก และใช้หน่วยเดียวกัน (วัน หรือปี)",
        "Put the tiers in order, in one unit (days or years).",
    ),
    "E614": Words(
        "มีผู้มีสิทธิ ({entitled}) ซึ่งยังไม่ถึงขั้นต่ำสุด {key}: จึงไม่ได้อะไร",
        "somebody entitled ({entitled}) may not have reached the lowest tier {key}: and gets nothing",
        "ลดขั้นต่ำสุดลง หรือเพิ่ม wait: min-tenure: min-age: ให้ตรงกับระเบียบ",
        "Lower the tier, or set wait:, min-tenure: or min-age: as the bylaws have it.",
    ),
    "E615": Words(
        'กฎ "{rule}" มี {keys} พร้อมกันไม่ได้',
        'the rule "{rule}" cannot have {keys} together',
        "เหลือไว้บรรทัดเดียว",
        "Keep one of them.",
    ),
    "E616": Words(
        "เพดาน {key}: ({ceiling}) ต่ำกว่าอัตรา {rate_key}: ({rate})",
        "the ceiling {key}: ({ceiling}) is below the rate {rate_key}: ({rate})",
        "เทียบกับระเบียบแล้วแก้ค่าหนึ่ง",
        "Compare with the bylaws and correct one of them.",
    ),
    "E617": Words(
        'กฎ "{rule}" อ้างสวัสดิการ "{word}" ซึ่งไม่มี',
        'the rule "{rule}" names the benefit "{word}", which there is not',
        'ที่ใกล้เคียงที่สุดคือ "{nearest}"',
        'The nearest one is "{nearest}".',
    ),
    "E618": Words(
        'ส่วนแบ่งของกฎ "{rule}" รวมกันเกินทั้งหมด ({total})',
        'the shares of the rule "{rule}" are more than the whole ({total})',
        "แก้ให้รวมไม่เกิน 1",
        "Let them be 1 at most.",
    ),
    "E619": Words(
        'รหัสบัญชี {number} อยู่ทั้งในกฎ "{rule}" และ "{other}"',
        'the account code {number} stands in the rule "{rule}" and in "{other}"',
        "เหลือไว้ในกฎเดียว",
        "Keep it in one of them.",
    ),
    "E620": Words(
        'กฎ "{rule}" ต้องมีหนึ่งอย่างใน {ways} (พบ {found})',
        'the rule "{rule}" needs one of {ways} (found: {found})',
        "เหลือไว้หรือเพิ่มให้มีอย่างเดียว",
        "Have exactly one.",
    ),
    "E621": Words(
        'กฎ "{rule}" มี {key}: ซึ่งไม่มีความหมายถ้าไม่มี {other}:',
        'the rule "{rule}" has {key}:, which means nothing without {other}:',
        "เพิ่มบรรทัดที่ขาด หรือลบบรรทัดนี้",
        "Add what is missing, or remove this line.",
    ),
    "E622": Words(
        "งวดตาม {key}: และ months: ไม่พอดีหนึ่งปี (เดือนที่ซ้ำ {twice} เดือนที่ขาด {never})",
        "instalments by {key}: and months: do not make a year (months twice: {twice}, never: {never})",
        "แก้เดือนที่เริ่ม หรือจำนวนเดือนของงวด",
        "Correct the months of beginning, or the length of an instalment.",
    ),
    "E623": Words(
        'มี {key}: แต่กฎนี้ไม่มี "{of}"',
        'there is {key}: but nothing called "{of}"',
        "ที่ใกล้เคียงที่สุดคือ {nearest}:",
        "The nearest one is {nearest}:.",
    ),
    "E624": Words(
        'กฎ "{rule}" ถูกยกเลิก แต่ยังมี {key}:',
        'the rule "{rule}" is repealed but still says {key}:',
        "ลบบรรทัดนั้น หรือลบ repealed:",
        "Remove that line, or repealed:.",
    ),
    "E625": Words(
        'มี {key}: แต่ก่อนหน้านั้นไม่มีกฎ "{rule}" ให้ยกเลิก',
        'there is {key}: but no earlier rule "{rule}" to be repealed',
        "ตรวจชื่อกฎและวันที่",
        "Check the name and the date.",
    ),
    "E626": Words(
        'กฎ "{rule}" อ้างมติ {resolution} ใน {key}: ซึ่งไม่มีในรายงานการประชุม',
        'the rule "{rule}" names {resolution} in {key}:, which is not in the minutes',
        "บันทึกการประชุมและมติก่อน (welfare meeting)",
        "Record the meeting and its resolution first (`welfare meeting`).",
    ),
    "E627": Words(
        'ไม่รู้ว่าสวัสดิการ "{benefit}" บันทึกในบัญชีใด',
        'there is no account for the benefit "{benefit}"',
        "เพิ่ม account: Expenses:Welfare:… หรือใช้ชื่อในหมวด ({known})",
        "Add account: Expenses:Welfare:…, or use the name of a category ({known}).",
    ),
    "E100": Words(
        "Beancount แจ้งว่า: {message}",
        "Beancount says: {message}",
        "แก้บรรทัดนั้น",
        "Mend that line.",
    ),
    "E111": Words(
        'แฟ้มระเบียบมีสิ่งที่ไม่ใช่ custom "bylaw"',
        'the bylaws hold something else than custom "bylaw" directives',
        "ลบออก แฟ้มระเบียบมีได้แต่กฎที่มีวันที่",
        "Remove it; only dated rules belong there.",
    ),
    "E533": Words(
        "รายการใน {account} ไม่บอกว่าเป็นของสมาชิกคนใด",
        "a posting to {account} does not say whose it is",
        "เพิ่มบรรทัด member: ใต้รายการนั้น",
        "Add its member: line.",
    ),
    "E534": Words(
        "การกลับรายการ {number} จ่ายสวัสดิการ {amount} บาท ซึ่งไม่เคยรับคืนมาก่อน",
        "the reversal of {number} spends {amount} baht on benefits that were never returned",
        "การกลับรายการมีไว้ยกเลิกเท่านั้น การจ่ายให้ใช้ welfare claim pay",
        "A reversal only takes back; pay by `welfare claim pay`.",
    ),
    "E535": Words(
        "รายการจ่ายสวัสดิการมีบรรทัด {account} ที่ไม่ใช่สวัสดิการ เงินสมทบที่หัก หรือเงินที่จ่าย",
        "a payment of benefits holds a line on {account}, which is neither benefit, deduction nor cash",
        "แยกบรรทัดนั้นเป็นรายการของตัวเอง",
        "Book that line as an entry of its own.",
    ),
    "E536": Words(
        "รายการลงวันที่ {day} แต่บันทึก (entered) เมื่อ {entered} ก่อนวันที่ของรายการ",
        "dated {day}, but keyed in (entered) on {entered}, before it happened",
        "แก้ entered: ให้เป็นวันที่บันทึกจริง",
        "Set entered: to the day on which it was really keyed in.",
    ),
    "E537": Words(
        "สมาชิกเลขที่ {member}: วันที่เกิดเหตุ (on) {on} อยู่หลังวันที่ของรายการ {day}",
        "member {member}: it happened (on) on {on}, after the date of the record, {day}",
        "on: คือวันที่เกิดเหตุในงวดที่ปิดแล้ว ต้องไม่หลังวันที่ของรายการ",
        "on: is a day of a closed month, never after the record's own date.",
    ),
    "R533": Words(
        "การประชุมของมติ {resolution} ไม่ครบองค์ประชุม จึงไม่มีมติ ({article})",
        "the meeting of resolution {resolution} had no quorum, so there is none ({article})",
        "เสนอที่ประชุมครั้งหน้า",
        "Bring it before the next meeting.",
    ),
    "R530": Words(
        "สมุดบัญชียังไม่มีการตายของสมาชิก {member} ในวันที่ {day}",
        "the books know no death of member {member} on {day}",
        "บันทึกการตายก่อน: welfare member leave {member} --reason death --date วันที่ตาย",
        "Record the death first: `welfare member leave {member} --reason death --date DATE`.",
    ),
    "R531": Words(
        "คำขอ {benefit} ต้องบอก {option} ด้วย จึงจะคิดเงินได้",
        "a claim for {benefit} needs {option}, or nothing can be reckoned",
        "ใส่ตัวเลือกนั้น แล้วสั่งใหม่",
        "Give that option and file it again.",
    ),
    "R532": Words(
        "วันเกิดเหตุของ {benefit} คือ {wanted} ไม่ใช่ {day} ({article})",
        "the event of {benefit} is on {wanted}, not {day} ({article})",
        "ใช้ --event เป็นวันนั้น",
        "Give that day as --event.",
    ),
    # --- E7: payments that the bylaws do not carry (rules.payments) ----------------------------
    "E701": Words(
        "คำขอ {subject} จ่ายไป {paid} บาท แต่ระเบียบไม่ให้จ่าย ({reason} {article})",
        "claim {subject} was paid {paid} baht, but the bylaws grant nothing ({reason} {article}).",
        "ดูเหตุผลด้วย welfare claim show {subject} ถ้าเงินจ่ายไปแล้วจริง ให้บันทึกด้วย"
        " welfare irregularity record {alert} {subject} --amount {amount} แล้วเสนอที่ประชุม",
        "See welfare claim show {subject}. If the money really left, record it: welfare"
        " irregularity record {alert} {subject} --amount {amount}, and bring it before the meeting.",
    ),
    "E702": Words(
        "คำขอ {subject} จ่ายไป {paid} บาท เกินสิทธิ {due} บาท อยู่ {amount} บาท ({article})",
        "claim {subject} was paid {paid} baht, {amount} more than the {due} due ({article}).",
        "ดูเหตุผลด้วย welfare claim show {subject} ถ้าเงินจ่ายไปแล้วจริง ให้บันทึกด้วย"
        " welfare irregularity record {alert} {subject} --amount {amount} แล้วเรียกคืนหรือเสนอที่ประชุม",
        "See welfare claim show {subject}. If the money really left, record it: welfare"
        " irregularity record {alert} {subject} --amount {amount}, and recover it or ratify it.",
    ),
    "E703": Words(
        "คำขอ {subject} จ่ายไป {paid} บาท ต่ำกว่าสิทธิ {due} บาท อยู่ {amount} บาท ({article})",
        "claim {subject} was paid {paid} baht, {amount} less than the {due} due ({article}).",
        "ดูเหตุผลด้วย welfare claim show {subject} ถ้าจ่ายไปเท่านี้จริง ให้บันทึกด้วย"
        " welfare irregularity record {alert} {subject} --amount {amount} แล้วจ่ายส่วนที่ขาด",
        "See welfare claim show {subject}. If no more was paid, record it: welfare"
        " irregularity record {alert} {subject} --amount {amount}, and pay the rest.",
    ),
    "E704": Words(
        "คำขอ {subject} จ่ายสุทธิถูกต้อง {paid} บาท แต่สวัสดิการเต็มจำนวนต้องเป็น {gross} บาท"
        " หักเงินสมทบค้าง {deducted} บาท ({article})",
        "claim {subject}: the {paid} baht paid are right, but the gross must be {gross} and the"
        " contributions deducted {deducted} ({article}).",
        "กลับรายการแล้วบันทึกใหม่ด้วย welfare claim pay ห้ามบันทึกหักกลบ",
        "Reverse it and pay by welfare claim pay: nothing is netted.",
    ),
    "E705": Words(
        "คำขอ {subject} บันทึกจ่าย {paid} บาท แต่ผลพิจารณาที่เก็บไว้คือ {due} บาท และปีบัญชีนั้นล็อกแล้ว",
        "claim {subject}: {paid} baht are booked, the stored verdict is {due}, and the year is locked.",
        "คืนรายการเดิมจากสำเนาสำรอง ปีที่ล็อกแล้วแก้ไขไม่ได้",
        "Restore the entry from your backup: a locked year cannot change.",
    ),
    "E706": Words(
        "คำขอ {subject} จ่าย {amount} บาท ก่อนมีมติ {resolution} ซึ่งลงวันที่ {day}",
        "claim {subject} was paid {amount} baht before its resolution {resolution} of {day}.",
        "ตรวจวันที่จ่าย ถ้าจ่ายก่อนจริง ให้บันทึกด้วย"
        " welfare irregularity record {alert} {subject} --amount {amount} แล้วรายงานผู้ตรวจสอบ",
        "Check the day of payment. If it was really paid before, record it: welfare irregularity"
        " record {alert} {subject} --amount {amount}, and tell the auditor.",
    ),
    # --- E8: seals of closed periods (rules.seals) ---------------------------------------------
    "E801": Words(
        "{what} ลงวันที่ {day} อยู่ในงวด {period} ซึ่งปิดแล้วเมื่อ {closed} แต่ตอนปิดไม่มีรายการนี้",
        "{what} is dated {day}, in {period}, closed on {closed}; it was not there then.",
        "เอารายการนี้ออก แล้วบันทึกใหม่ลงวันที่ตั้งแต่ {open} เป็นต้นไป ถ้าแก้รายการเดิมให้กลับรายการ (welfare reverse)",
        "Take it out and record it dated {open} or later; correct an old entry by a reversal"
        " (welfare reverse).",
    ),
    "E802": Words(
        "{what} ลงวันที่ {day} หายไป งวด {period} ปิดแล้วเมื่อ {closed}",
        "{what} of {day} is gone; {period} was closed on {closed}.",
        "นำ {file} กลับมาจากสำเนาสำรอง ถ้ารายการผิด ให้กลับรายการลงวันที่ตั้งแต่ {open} เป็นต้นไป",
        "Restore {file} from a copy. If the entry was wrong, reverse it, dated {open} or later.",
    ),
    "E803": Words(
        "{what} ลงวันที่ {day} ไม่เหมือนตอนปิดงวด {period} เมื่อ {closed}",
        "{what} of {day} is not as it was when {period} was closed on {closed}.",
        "นำ {file} กลับมาจากสำเนาสำรอง ถ้ารายการผิด ให้กลับรายการลงวันที่ตั้งแต่ {open} เป็นต้นไป",
        "Restore {file} from a copy. If the entry was wrong, reverse it, dated {open} or later.",
    ),
    "E804": Words(
        "{what} ลงวันที่ {now} แต่ตอนปิดงวด {period} เมื่อ {closed} ลงวันที่ {day}",
        "{what} is dated {now}; when {period} was closed on {closed} it was dated {day}.",
        "นำ {file} กลับมาจากสำเนาสำรอง ถ้ารายการผิด ให้กลับรายการลงวันที่ตั้งแต่ {open} เป็นต้นไป",
        "Restore {file} from a copy. If the entry was wrong, reverse it, dated {open} or later.",
    ),
    "E805": Words(
        "{what} ลงวันที่ {day} ถูกย้ายจาก {file} งวด {period} ปิดแล้วเมื่อ {closed}",
        "{what} of {day} was moved here from {file}; {period} was closed on {closed}.",
        "นำทั้งสองแฟ้มกลับมาจากสำเนาสำรอง",
        "Restore both files from a copy.",
    ),
    "E806": Words(
        "ข้อความของ {file} ไม่เหมือนตอนปิดงวด {period} เมื่อ {closed} (ความเห็น ช่องว่าง หรือการจัดรูป) ตัวรายการเหมือนเดิม",
        "the text of {file} is not as it was when {period} was closed on {closed} (a comment, blanks"
        " or layout); the entries say the same.",
        "นำ {file} กลับมาจากสำเนาสำรอง แฟ้มของงวดที่ปิดแล้วห้ามแก้ไขหรือจัดรูปใหม่",
        "Restore {file} from a copy: files of a closed period are not edited or formatted anew.",
    ),
    "E807": Words(
        "ไม่มีแฟ้ม {file} ซึ่งมีอยู่ตอนปิดงวด {period} เมื่อ {closed}",
        "{file} is gone; it was there when {period} was closed on {closed}.",
        "นำแฟ้มกลับมาจากสำเนาสำรอง",
        "Restore the file from a copy.",
    ),
    "E808": Words(
        "มีแฟ้ม {file} ของงวด {period} ซึ่งปิดแล้วเมื่อ {closed} แต่ตอนปิดไม่มีแฟ้มนี้",
        "{file} belongs to {period}, closed on {closed}; it was not there then.",
        "เอาแฟ้มออกจากโฟลเดอร์ของกองทุน รายการที่ตกหล่นให้บันทึกในเดือนที่ยังเปิด (ตั้งแต่ {open})",
        "Take the file out of the fund's folder; record what was left out in the open month"
        " ({open} or later).",
    ),
    "E809": Words(
        "{file} ไม่ตรงกับชุดปิดงวด {period} ที่ปิดเมื่อ {closed}",
        "{file} is not what the manifest of {period}, closed on {closed}, makes it.",
        "นำทั้งโฟลเดอร์ {folder} กลับมาจากสำเนาสำรอง",
        "Restore the whole folder {folder} from a copy.",
    ),
    "E810": Words(
        "อ่าน {file} ไม่ได้ หรือหายไป จึงไม่รู้ว่าปิดงวดไว้อย่างไร",
        "{file} is missing or cannot be read, so what was closed is not known.",
        "นำทั้งโฟลเดอร์ {folder} กลับมาจากสำเนาสำรอง",
        "Restore the whole folder {folder} from a copy.",
    ),
    "E811": Words(
        "การปิดงวด {period} ไม่ต่อกับงวดก่อน ({before}): งวดก่อนถูกแก้ ถูกลบ หรือทำใหม่",
        "the closing of {period} does not follow the one before it ({before}), which was changed,"
        " removed or made anew.",
        "นำโฟลเดอร์ closings ทั้งหมดกลับมาจากสำเนาสำรอง แล้วตรวจด้วย welfare verify --all --code",
        "Restore the whole folder closings from a copy, then welfare verify --all --code.",
    ),
    "E812": Words(
        "งวด {period} ปิดแล้วเมื่อ {closed} แต่แฟ้มหลักไม่ได้ include {file}",
        "{period} was closed on {closed}, but {file} is not included.",
        'เพิ่มบรรทัด include "{file}" ในแฟ้มหลัก',
        'Add the line include "{file}" to the main file.',
    ),
    "E813": Words(
        "{what} ลงวันที่ {day} ไม่อยู่ลำดับเดิมใน {file} งวด {period} ปิดแล้วเมื่อ {closed}",
        "{what} of {day} stands in another order in {file} than when {period} was closed on {closed}.",
        "นำ {file} กลับมาจากสำเนาสำรอง",
        "Restore {file} from a copy.",
    ),
    "E814": Words(
        "{file} ของงวด {period} ซึ่งปิดแล้วเมื่อ {closed} ไม่ได้ถูกอ่าน รายการในแฟ้มนั้นจึงไม่ถูกนับ",
        "{file} of {period}, closed on {closed}, is not read: its entries do not count.",
        'เพิ่มบรรทัด include "{file}" ในแฟ้มหลัก',
        'Add the line include "{file}" to the main file.',
    ),
    "E815": Words(
        "มี {file} ซึ่งตอนปิดงวด {period} เมื่อ {closed} ไม่มี",
        "{file} was not in the package when {period} was closed on {closed}.",
        "ย้ายแฟ้มนั้นออกจากโฟลเดอร์ของงวดที่ปิดแล้ว",
        "Move that file out of the closed period's folder.",
    ),
    "E816": Words(
        "{file} เปลี่ยนไปจากตอนปิดงวด {period} เมื่อ {closed}",
        "{file} is not as it was when {period} was closed on {closed}.",
        "นำแฟ้มกลับมาจากสำเนาสำรอง แฟ้มของงวดที่ปิดแล้วห้ามแก้ไข",
        "Restore the file from a copy: files of a closed period are not edited.",
    ),
    "E830": Words(
        "แฟ้มหลักอ่านแฟ้ม {file} ซึ่งไม่ใช่แฟ้มของสมุดบัญชีกองทุน จึงไม่มีอะไรคุ้มครองว่าไม่ถูกแก้",
        "{file} is included but is none of the fund's books, so nothing seals what it says.",
        "เอาบรรทัด include นั้นออก รายการให้บันทึกในสมุดบัญชีของเดือนที่ยังเปิด (journal/ปี-เดือน.beancount)",
        "Take that include line out; entries belong into the journal of an open month"
        " (journal/YEAR-MONTH.beancount).",
    ),
    "E831": Words(
        "การรับรองงบปีบัญชี {year} ลงวันที่ {day} โดยไม่มีรายงานผู้ตรวจสอบก่อนหน้านั้น",
        "fiscal year {year} is adopted on {day} without an auditor's report before it.",
        "เอารายการนี้ออก แล้วบันทึกด้วย welfare sign audit {year} และ welfare sign adoption {year}",
        "Take it out; record it by welfare sign audit {year} and welfare sign adoption {year}.",
    ),
    "E832": Words(
        "การรับรองงบปีบัญชี {year} อ้างมติ {resolution} ซึ่งไม่ใช่มติของที่ประชุมใหญ่ในวันที่ {day}",
        "fiscal year {year} is adopted by {resolution}, which is no resolution of a general meeting"
        " of {day}.",
        "ตรวจเลขมติและวันที่กับรายงานการประชุม",
        "Check number and date against the minutes.",
    ),
    "E833": Words(
        "รับรองงบปีบัญชี {year} ทั้งที่ปี {first} ยังไม่ได้รับรอง",
        "fiscal year {year} is adopted while {first} is not.",
        "บันทึกการรับรองของปี {first} ก่อน: welfare sign adoption {first}",
        "Record the adoption of {first} first: welfare sign adoption {first}.",
    ),
    "E820": Words(
        "{what} ลงวันที่ {day} ไม่ได้ งวดนั้นปิดแล้วถึงวันที่ {last} ไม่ได้บันทึกอะไร",
        "{what} cannot be dated {day}: the books are closed until {last}; nothing was written.",
        "ลงวันที่ตั้งแต่ {open} เป็นต้นไป และบอกวันจริงในรายการ (--narration หรือ --note) ถ้าแก้รายการเดิมให้กลับรายการ (welfare reverse)"
        " ลงวันที่ในเดือนที่ยังเปิด",
        "Date it {open} or later and tell the true day in its text (--narration or --note); correct"
        " an old entry by a reversal (welfare reverse) in the open month.",
    ),
    "E824": Words(
        "{what} ลงวันที่ {day} ไม่ได้ เดือนนั้นปิดแล้ว (ปิดถึงวันที่ {last}) ไม่ได้บันทึกอะไร",
        "{what} cannot be dated {day}: the books are closed until {last}; nothing was written.",
        "ถ้าวันนั้นมีผลต่อสิทธิหรืออำนาจหน้าที่ เปิดเดือนนั้นใหม่ด้วยมติ ({orders:typed} --resolution เลขมติ) บันทึก แล้วปิดอีกครั้ง"
        " มิฉะนั้นลงวันที่ตั้งแต่ {open} เป็นต้นไป และให้เหตุผลหรือมติที่อ้างบอกวันจริง",
        "If rights or powers depend on that day, reopen its month by a resolution ({orders:typed}"
        " --resolution N), record it, close again. Otherwise date it {open} or later, and let its"
        " reason or the resolution tell the true day.",
    ),
    "E825": Words(
        "{what} ลงวันที่ {day} ไม่ได้ เดือนนั้นปิดแล้วและเปิดใหม่ไม่ได้ (ปิดถึงวันที่ {last}) ไม่ได้บันทึกอะไร",
        "{what} cannot be dated {day}: its month is closed and cannot be reopened (closed until"
        " {last}); nothing was written.",
        "ลงวันที่ตั้งแต่ {open} เป็นต้นไป และให้เหตุผลหรือมติที่อ้างบอกวันจริง ถ้าวันนั้นมีผลต่อสิทธิ ให้ที่ประชุมมีมติก่อน",
        "Date it {open} or later, and let its reason or the resolution tell the true day; where"
        " rights depend on that day, let a meeting decide first.",
    ),
    "E822": Words(
        "{what} ลงวันที่ {day} ไม่ได้ เดือนนั้นปิดแล้ว (ปิดถึงวันที่ {last}) ไม่ได้บันทึกอะไร",
        "{what} cannot be dated {day}: the books are closed until {last}; nothing was written.",
        "เปิดเดือนนั้นใหม่ด้วยมติ ({orders:typed} --resolution เลขมติ) บันทึกการประชุม แล้วปิดอีกครั้ง"
        " หรือให้ที่ประชุมครั้งหน้า (ตั้งแต่ {open}) รับรองรายงานและยืนยันมติ แล้วบันทึกเป็นมติของที่ประชุมนั้น",
        "Reopen that month by a resolution ({orders:typed} --resolution N), record the meeting, close"
        " again; or let the next meeting ({open} or later) confirm the minutes and the resolution,"
        " which is recorded as its own.",
    ),
    "E826": Words(
        "{what} ลงวันที่ {day} ไม่ได้ เดือนนั้นปิดแล้วและเปิดใหม่ไม่ได้ (ปิดถึงวันที่ {last}) ไม่ได้บันทึกอะไร",
        "{what} cannot be dated {day}: its month is closed and cannot be reopened (closed until"
        " {last}); nothing was written.",
        "ให้ที่ประชุมครั้งหน้า (ตั้งแต่ {open}) รับรองรายงานการประชุมและยืนยันมติ แล้วบันทึกเป็นมติของที่ประชุมนั้น",
        "Let the next meeting ({open} or later) confirm the minutes and the resolution, which is"
        " recorded as its own.",
    ),
    "E821": Words(
        "{file} เป็นแฟ้มของงวดที่ปิดแล้ว (ถึงวันที่ {last}) แก้ไขหรือเพิ่มไม่ได้ ไม่ได้บันทึกอะไร",
        "{file} belongs to a closed period (until {last}) and cannot change; nothing was written.",
        "บันทึกในเดือนที่ยังเปิด ตั้งแต่ {open} เป็นต้นไป",
        "Record it in the open month, {open} or later.",
    ),
    # --- R: refusals of a command (welfare.records, cli) --------------------------------------
    "R701": Words(
        "เครื่องนี้ไม่มีโปรแกรม {engine} จึงข้ามการสอบทานด้วยโปรแกรมนี้",
        "The program {engine} is not installed, so it has not checked the books.",
        "ติดตั้ง {engine} แล้วสั่งสอบทานใหม่ (Debian/Ubuntu: apt-get install hledger ledger)",
        "Install {engine} and check again (Debian/Ubuntu: apt-get install hledger ledger).",
    ),
    "R702": Words(
        "โปรแกรม {engine} อ่านบัญชีที่ส่งออกไม่สำเร็จ: {detail}",
        "The program {engine} could not read the exported books: {detail}",
        "สั่ง welfare check ดูก่อนว่าบัญชีมีข้อผิดพลาดหรือไม่ ถ้าไม่มี ให้แจ้งผู้ดูแลระบบ",
        "Run welfare check first; if it finds no error, tell the maintainers.",
    ),
    "R703": Words(
        "โปรแกรม {engine} ทำงานเกิน {seconds} วินาที จึงหยุดไว้",
        "The program {engine} took longer than {seconds} seconds and was stopped.",
        "ปิดโปรแกรมอื่นแล้วสั่งสอบทานใหม่",
        "Close other programs and check again.",
    ),
    "R704": Words(
        "อ่านผลที่ได้จากโปรแกรม {engine} ไม่ได้: {detail}",
        "What the program {engine} printed could not be read: {detail}",
        "แจ้งผู้ดูแลระบบ พร้อมบอกรุ่นของ {engine}",
        "Tell the maintainers, with the version of {engine}.",
    ),
    "R705": Words(
        "ยอดไม่ตรงกัน: {account} ณ สิ้นวันที่ {day} บัญชีของกองทุน {ours} บาท แต่ {engine} ได้ {theirs} บาท",
        "Balances differ: {account} at the end of {day} is {ours} baht in the books, "
        "{theirs} baht in {engine}.",
        "อย่าเพิ่งปิดงวดหรือลงนาม ให้แจ้งผู้ดูแลระบบ",
        "Do not close or sign yet; tell the maintainers.",
    ),
    "R706": Words(
        "ส่งออกไม่ได้: รายการของ {account} จำนวน {amount} ไม่ใช่เงินบาทล้วน (มีสกุลอื่น ต้นทุน หรือราคา)",
        "Cannot export: {amount} on {account} is not plain baht "
        "(another currency, a cost or a price).",
        "แก้รายการให้เป็นเงินบาท (THB) แล้วส่งออกใหม่",
        "Book it in plain baht (THB) and export again.",
    ),
    "R101": Words(
        'สมุดบัญชีใน {folder} ไม่มีรายการ custom "fund"',
        'the books in {folder} have no custom "fund"',
        "เพิ่มใน main.beancount (docs/reference.md)",
        "Add it to main.beancount (docs/reference.md).",
    ),
    "R201": Words(
        "เลขที่ {number} (จาก {source}) มีในสมุดบัญชีแล้วด้วยข้อมูลอื่น",
        "{number} (from {source}) is in the books already with other content",
        "เทียบเอกสารทั้งสอง ถ้ารายการเดิมผิดให้กลับรายการ (welfare reverse)",
        "Compare both papers; if the first is wrong, reverse it (`welfare reverse`).",
    ),
    "R102": Words(
        "อ่านสมุดบัญชีบางส่วนไม่ได้: {reason}",
        "a part of the books cannot be read: {reason}",
        "แก้บรรทัดนั้นก่อน แล้วสั่งใหม่",
        "Mend that line, then repeat the command.",
    ),
    "R103": Words(
        "ไม่พบเอกสารเลขที่ {number} ในสมุดบัญชี",
        "no document {number} in the books",
        "ตรวจเลขที่เอกสาร",
        "Check the number.",
    ),
    "R104": Words(
        "ใบเสร็จจากสมุดของผู้เก็บเงินต้องมีเลขที่",
        "a receipt from a collector's paper book needs its number",
        "ใส่ --receipt เลขที่ใบเสร็จ",
        "Give --receipt.",
    ),
    "R105": Words(
        "ยอดที่นับได้ ({counted}) ไม่เท่ากับยอดที่แจ้ง ({declared})",
        "the pieces add up to {counted}, not to {declared}",
        "นับใหม่",
        "Count again.",
    ),
    "R106": Words(
        "ไม่รู้จักชนิดเงิน {value}",
        "{value} is no banknote or coin",
        "เขียนเช่น 1000=3 20=7 0.25=2",
        "Write such as 1000=3 20=7 0.25=2.",
    ),
    "R107": Words(
        "ไม่มีสมาชิกเลขที่ {member}",
        "no member {member}",
        "ดูเลขที่ด้วย welfare member list",
        "See `welfare member list`.",
    ),
    "R108": Words(
        "สมาชิก {member} พ้นสภาพแล้วเมื่อ {day}",
        "the membership of {member} ended on {day}",
        "ตรวจเลขที่สมาชิก",
        "Check the number.",
    ),
    "R109": Words(
        "รายการ {number} ถูกกลับรายการไปแล้ว",
        "{number} has been reversed already",
        "ไม่ต้องทำซ้ำ",
        "Nothing more to do.",
    ),
    "R110": Words(
        "ยังมีข้อผิดที่ทำให้นำเข้าไม่ได้ทั้งหมด {count} แถว ไม่ได้บันทึกอะไร",
        "{count} rows cannot be imported; nothing was written",
        "แก้กระดาษแล้วนำเข้าใหม่ หรือใส่ --accept-rest เพื่อนำเข้าเฉพาะแถวที่ถูกต้อง",
        "Mend the papers and import again, or give --accept-rest to import the other rows.",
    ),
    "R111": Words(
        "กระดาษมีความผิดปกติ {count} รายการที่ต้องบันทึกไว้ในสมุดบัญชี ไม่ได้บันทึกอะไร",
        "the papers hold {count} irregularities that the books must record; nothing was written",
        "ตรวจรายการข้างบน แล้วใส่ --record-irregularities ถ้าเงินเคลื่อนจริงตามนั้น",
        "See the list above; give --record-irregularities if the money really moved so.",
    ),
    "R112": Words(
        "ไม่รู้จักระเบียบ {name} มีให้เลือก: {known}",
        "no bylaws {name}; known: {known}",
        "ใช้ชื่อในรายการ หรือชี้ไปที่แฟ้ม .beancount",
        "Use a known name, or the path of a .beancount file.",
    ),
    "R113": Words(
        "ไม่พบแฟ้มหรือโฟลเดอร์ {path}",
        "no file or folder {path}",
        "ตรวจที่อยู่ของแฟ้ม",
        "Check the path.",
    ),
    "R114": Words(
        "เอกสารทางการแพทย์เก็บได้เฉพาะชนิดและวันที่ ไม่เก็บตัวแฟ้ม",
        "of medical papers only kind and date are kept, never the file",
        "ใส่เฉพาะ --paper และ --date โดยไม่ต้องมีแฟ้ม",
        "Give --paper and --date without the file.",
    ),
    "R115": Words(
        "ใบเสร็จเลขที่ {number} มีหลายบรรทัดหรือหลายคน กลับรายการทีละบรรทัดไม่ได้",
        "receipt {number} has several payers",
        "แก้ใบเสร็จซ้ำก่อน (welfare irregularity record)",
        "Settle the double number first (`welfare irregularity record`).",
    ),
    "R301": Words(
        "ช่วงเวลา {period} อยู่ก่อนวันเริ่มสมุดบัญชี ({first})",
        "the period {period} ends before the books begin ({first})",
        "เลือกช่วงที่มีในสมุดบัญชี",
        "Choose a period of the books.",
    ),
    "R302": Words(
        "ไม่มีระเบียบที่บอกว่าบัญชี {account} ของเดือน {month} เข้าหรือออกจากกองทุนย่อยใด",
        "no bylaw of {month} says which sub-fund account {account} belongs to",
        'เพิ่ม custom "bylaw" "split" หรือ "charge" ใน bylaws.beancount',
        'Add a custom "bylaw" "split" or "charge" to bylaws.beancount.',
    ),
    "R116": Words(
        "เลขที่ใบเสร็จ {first} ถึง {last} ไม่ใช่ช่วงของสมุดเล่มเดียวกัน",
        "{first} to {last} is no run of one book",
        "ตรวจเลขแรกและเลขสุดท้าย",
        "Check the first and the last number.",
    ),
    "R401": Words(
        "วันนี้บันทึกรายการที่เหมือนกันทุกอย่างไว้แล้ว เลขที่ {number} ไม่ได้บันทึกอะไร",
        "the very same was recorded today already, number {number}; nothing was written",
        "ถ้าเป็นอีกรายการหนึ่งจริง ให้สั่งใหม่โดยเพิ่ม --again",
        "If it is meant once more, give the command again with --again.",
    ),
    "R402": Words(
        "ไม่มีบุคคลเลขที่ {person} ในทะเบียน",
        "no person {person} in the register",
        "ใช้เลขที่สมาชิก หรือเพิ่มวาระกรรมการก่อน (welfare officer add)",
        "Use a member number, or add the officer first (`welfare officer add`).",
    ),
    "R403": Words(
        "ผู้นี้เป็นสมาชิกอยู่แล้ว เลขที่ {member} (เลขประจำตัวประชาชนเดียวกัน)",
        "this person is a member now, number {member} (the same citizen id)",
        "แก้ข้อมูลด้วย welfare member change",
        "Change facts with `welfare member change`.",
    ),
    "R404": Words(
        "จำนวนเงินต้องมากกว่าศูนย์",
        "the amount must be more than nothing",
        "ใส่จำนวนเงินเป็นบาท ถ้าแก้รายการเดิมให้ใช้ welfare reverse",
        "Give the baht; to correct an entry use `welfare reverse`.",
    ),
    "R405": Words(
        "พยานต้องไม่ใช่ผู้นับเงินเอง",
        "the witness must be another person than the one who counts",
        "ให้อีกคนหนึ่งร่วมนับ",
        "Let a second person count too.",
    ),
    "R406": Words(
        "วันที่กลับรายการ {day} อยู่ก่อนรายการเดิม ({first})",
        "the reversal is dated {day}, before the entry that it takes back ({first})",
        "ใช้วันที่ในเดือนที่ยังเปิดอยู่",
        "Date it in the open month.",
    ),
    "R407": Words(
        "เลขที่ {number}: ย้ายได้เฉพาะใบเสร็จหนึ่งใบ ไปให้สมาชิกคนอื่น",
        "{number}: only one receipt can be moved, and only to another member",
        "ใช้เลขที่ใบเสร็จ และเลขที่สมาชิกที่ถูกต้อง",
        "Give the receipt's number, and the right member.",
    ),
    "R408": Words(
        "เลขบุคคล {person} ไม่มีชื่อในทะเบียน หรือเป็นชื่อของคนอื่น",
        "person number {person} has no name in the register, or another person's",
        "ใส่ --name ให้ตรง หรือใช้เลขบุคคลอื่น",
        "Give the right --name, or another person number.",
    ),
    "R409": Words(
        "วาระสิ้นสุด ({last}) ก่อนเริ่ม ({first})",
        "the term ends ({last}) before it begins ({first})",
        "ตรวจวันทั้งสอง",
        "Check both dates.",
    ),
    "R422": Words(
        "ช่องนี้ใส่ได้เฉพาะชื่อร้านหรือหน่วยงาน ชื่อบุคคลอยู่ในทะเบียนเท่านั้น",
        "this may be the name of a shop or an organisation only; persons are named in the register only",
        "ใช้เลขบุคคล (--to-person หรือ --from-person) ถ้ายังไม่มีให้เพิ่มก่อนด้วย welfare payee",
        "Give the person number (--to-person or --from-person); `welfare payee` makes one.",
    ),
    "R421": Words(
        "ใบเก็บเงินทั้งใบมีวันที่ ผู้เก็บ ใบเสร็จ และหมายเหตุในตัวแล้ว ใช้ {options} ไม่ได้",
        "a whole collection sheet says day, collector, receipts and notes itself: {options} cannot be used",
        "ตัดตัวเลือกนั้นออก และแก้ในใบเก็บเงินถ้าจำเป็น",
        "Leave the options out; correct the sheet itself where needed.",
    ),
    "R410": Words(
        "ไม่เคยบันทึกความผิดปกติ {alert} {subject}",
        "no irregularity {alert} {subject} was recorded",
        "ดูรายการด้วย welfare check",
        "See `welfare check`.",
    ),
    "R117": Words(
        "มีแฟ้ม {file} แต่ main.beancount ไม่ได้ include: รายการในแฟ้มนั้นจึงไม่ถูกนับ",
        "{file} is there, but main.beancount does not include it: its entries do not count",
        'เพิ่มบรรทัด include "{file}" ใน main.beancount แล้วสั่งใหม่',
        'Add the line include "{file}" to main.beancount, then repeat the command.',
    ),
    "R118": Words(
        "กองทุนมีระเบียบอยู่แล้ว และต่างจาก --bylaws",
        "the fund has bylaws already, other than --bylaws",
        "แก้ระเบียบโดยเพิ่มกฎที่มีวันที่ใหม่ใน bylaws.beancount",
        "Amend them by adding dated rules to bylaws.beancount.",
    ),
    "R119": Words(
        "การกลับรายการ {number} ทำให้เงิน {amount} บาท ออกจากกองทุน ต้องมีผู้รับเงินและใบสำคัญจ่าย",
        "reversing {number} pays {amount} baht out of the fund: it needs a payee and a voucher",
        "ระบุ --to (หน่วยงาน) หรือ --to-person (เลขบุคคล) ถ้าไม่เคยรับเงินจริง ใช้ --void",
        "Give --to (an organisation) or --to-person; if no money was ever received, --void.",
    ),
    "R120": Words(
        "ไม่มีใบเสร็จที่จะยกเลิกตามเลขที่ {number} หรือเงินเข้าธนาคารแล้ว",
        "{number} has no receipt to be recorded void, or its money is at the bank",
        "--void ใช้กับใบเสร็จที่ไม่เคยรับเงินเท่านั้น ถ้าเงินเข้าธนาคารจริง ให้กลับรายการโดยไม่มี --void",
        "--void is for a receipt without money; without --void, the money is held or paid back.",
    ),
    "R121": Words(
        "การกลับรายการ {number} ไม่มีเงินออกจากกองทุน จึงไม่มีผู้รับเงิน",
        "no money leaves the fund in reversing {number}: there is no payee",
        "สั่งใหม่โดยไม่มี --to และ --to-person",
        "Repeat without --to and --to-person.",
    ),
    "R303": Words(
        "ตัวเลขไม่ลงกัน: กองทุนย่อยรวม {funds} บาท แต่สินทรัพย์หักหนี้สิน {assets} บาท",
        "the figures do not tie: sub-funds add up to {funds}, net assets are {assets}",
        "ตรวจสมุดบัญชีด้วย welfare check",
        "See `welfare check`.",
    ),
    # --- closing months and years, and taking it back (reports.closing) -----------------------
    "R820": Words(
        "{period} ยังไม่สิ้นสุด (วันสุดท้ายคือ {last}) จึงปิดไม่ได้",
        "{period} is not over: its last day is {last}.",
        "รอให้พ้นวันนั้นแล้วสั่งใหม่ ถ้าวันที่ของเครื่องผิด ให้ตั้งให้ถูกก่อน",
        "Close it after that day; if the computer's date is wrong, set it first.",
    ),
    "R821": Words(
        "{period} ปิดไปแล้ว รหัสปิดงวด {number}",
        "{period} is closed already, with the code {number}.",
        "ไม่ต้องปิดซ้ำ ถ้าต้องแก้ ให้ลงรายการแก้ในเดือนที่ยังเปิด หรือดู welfare reopen --help",
        "Nothing to do. Corrections go into an open month; or see `welfare reopen --help`.",
    ),
    "R822": Words(
        "ปิด {period} ยังไม่ได้ เพราะเดือน {first} ยังไม่ปิด",
        "{period} cannot be closed while {first} is open.",
        "ปิดตามลำดับ: welfare close month {first:typed}",
        "Close in order: `welfare close month {first:typed}`.",
    ),
    "R823": Words(
        "{period} อยู่ก่อนวันเริ่มสมุดบัญชี ({first})",
        "{period} lies before the first day of these books ({first}).",
        "ตรวจเดือนหรือปีที่พิมพ์",
        "Check the month or year that was typed.",
    ),
    "R824": Words(
        "ปิดเดือน {period} ยังไม่ได้ เพราะปีบัญชี {year} ยังไม่ปิด",
        "{period} cannot be closed before the fiscal year {year} is.",
        "ปิดปีก่อน: welfare close year {year}",
        "Close the year first: `welfare close year {year}`.",
    ),
    "R825": Words(
        "ปิดปีบัญชี {year} ยังไม่ได้ ยังมี {count} เดือนที่ไม่ปิด: {months}",
        "fiscal year {year} cannot be closed: {count} of its months are open: {months}.",
        "ปิดทีละเดือน: welfare close month แล้วจึงปิดปี",
        "Close them one by one with `welfare close month`, then the year.",
    ),
    "R826": Words(
        "ปิดปีบัญชี {year} ยังไม่ได้ เพราะปี {first} ยังไม่ปิด",
        "fiscal year {year} cannot be closed while {first} is not.",
        "ปิดตามลำดับ: welfare close year {first}",
        "Close in order: `welfare close year {first}`.",
    ),
    "R827": Words(
        "{period} ยังไม่ได้ปิด จึงไม่มีอะไรให้เปิดใหม่",
        "{period} is not closed, so there is nothing to reopen.",
        "ตรวจเดือนหรือปีที่พิมพ์ บันทึกรายการของงวดที่เปิดอยู่ได้ตามปกติ",
        "Check what was typed; an open period takes entries as usual.",
    ),
    "R828": Words(
        "เปิด {period} ใหม่ไม่ได้ ปีบัญชี {year} ตรวจสอบและรับรองแล้ว จึงล็อกถาวร",
        "{period} cannot be reopened: fiscal year {year} is audited and adopted, locked for good.",
        "ลงรายการแก้ในเดือนที่ยังเปิด อ้างเลขที่เอกสารเดิม แล้วรายงานที่ประชุม",
        "Correct it in an open month, naming the old document, and tell the meeting.",
    ),
    "R829": Words(
        "เปิด {period} ใหม่ไม่ได้ เพราะปีบัญชี {year} ปิดแล้ว",
        "{period} cannot be reopened while its fiscal year {year} is closed.",
        "เปิดปีก่อน: welfare reopen {year} ด้วยมติเดียวกัน แล้วจึงเปิดเดือน",
        "Reopen the year first: `welfare reopen {year}`, by the same resolution; then the month.",
    ),
    "R830": Words(
        "เปิด {period} ใหม่ไม่ได้ เปิดได้เฉพาะงวดที่ปิดล่าสุด คือ {last}",
        "{period} cannot be reopened: only the last closing can, which is {last}.",
        "ลงรายการแก้ในเดือนที่ยังเปิด อ้างเลขที่เอกสารเดิม",
        "Correct it in an open month, naming the old document.",
    ),
    "R831": Words(
        "{name} ไม่ใช่ชุดปิดงวดที่อ่านได้: ไม่ใช่ของโปรแกรม หรือชุดปิดงวดเสียหาย",
        "{name} is no package of a closing that can be read: foreign, or its manifest is damaged.",
        "ถ้าไม่ใช่ของกองทุน ย้ายออกจาก closings/ ถ้าเป็นชุดปิดงวด กู้จากสำเนา แล้วตรวจด้วย welfare verify",
        "Move it out of closings/ if it is foreign; if it is a package, restore it from your backup and run `welfare verify`.",
    ),
    "R832": Words(
        "ตัวเลขของปีบัญชี {year} ไม่ตรงกับที่ปิดไว้รายเดือน ({name}): ปี {ours} รายเดือน {theirs}",
        "fiscal year {year} does not tie to its closed months ({name}): {ours}, the months say"
        " {theirs}.",
        "มีเดือนที่ปิดแล้วถูกแก้ ตรวจด้วย welfare verify",
        "A closed month was changed: see `welfare verify`.",
    ),
    "R833": Words(
        "ปิดไม่ได้ มี {count} เรื่องที่ต้องแก้ก่อน (บรรทัดที่ขึ้นต้นด้วย “ต้องแก้”)",
        "not closed: {count} things must be settled first (the lines that begin with “stop”).",
        "แก้ตามที่บอกในแต่ละบรรทัด แล้วสั่งปิดใหม่",
        "Do what each of those lines says, then close again.",
    ),
    "R834": Words(
        "ยังไม่ปิด เพราะมี {count} เรื่องที่ยังไม่ได้ทำ (บรรทัดที่ขึ้นต้นด้วย “ยังไม่ทำ”)",
        "not closed yet: {count} things are still to do (the lines that begin with “to do”).",
        "ทำให้ครบแล้วสั่งใหม่ หรือถ้าทำไม่ได้แล้ว ให้สั่งพร้อม --with-open-points เรื่องเหล่านี้จะพิมพ์ในรายงานประจำเดือน",
        "Do them and close again; what cannot be done any more may be left with --with-open-points, and is printed on the month's sheet.",
    ),
    "R835": Words(
        "ไม่มีเหรัญญิกในวาระวันที่ {day} จึงไม่รู้ว่าใครปิด",
        "no treasurer is in office on {day}, so nobody is known to close it.",
        "ใส่ --by เลขบุคคล หรือบันทึกวาระด้วย welfare officer add",
        "Give --by PERSON, or record the term with `welfare officer add`.",
    ),
    "R836": Words(
        "ไม่พบมติ {resolution} ในรายงานการประชุม",
        "resolution {resolution} is not in the minutes.",
        "บันทึกการประชุมและมติก่อน: welfare meeting",
        "Record the meeting and its resolution first: `welfare meeting`.",
    ),
    "R837": Words(
        "ปีบัญชี {year} ยังไม่ปิด จึงยังบันทึกการตรวจสอบหรือการรับรองไม่ได้",
        "fiscal year {year} is not closed, so it can be neither audited nor adopted.",
        "ปิดทุกเดือน แล้วปิดปี: welfare close year {year}",
        "Close its months, then the year: `welfare close year {year}`.",
    ),
    "R838": Words(
        "วันที่ {day} ยังไม่พ้นปีบัญชี {year} (วันสุดท้าย {last})",
        "{day} is not after the end of fiscal year {year} ({last}).",
        "ตรวจวันที่หรือปี",
        "Check the date and the year.",
    ),
    "R839": Words(
        "ที่ประชุมใหญ่รับรองงบปี {year} ยังไม่ได้ เพราะยังไม่มีรายงานผู้ตรวจสอบที่ลงวันที่ไม่เกิน {day}",
        "the meeting cannot adopt fiscal year {year}: there is no auditor's report dated by {day}.",
        "บันทึกรายงานผู้ตรวจสอบก่อน: welfare sign audit {year} --date วันที่ --by เลขบุคคล --opinion ความเห็น",
        "Record it first: `welfare sign audit {year} --date DAY --by P --opinion OPINION`.",
    ),
    # --- carried states: what lies before them -----------------------------------------------
    "R850": Words(
        "เลขที่ {number} เป็นของงวดที่ยกยอดมาแล้ว ซึ่งยอดยกมาเก็บรายละเอียดไว้ไม่พอ (ตั้งแต่วันที่ {day} เก็บเพียงย่อ)",
        "{number} is of a time that was carried, told in short since {day}: that is not enough here",
        "ใช้สมุดบัญชีทั้งหมด (all.beancount) แทน",
        "Read the whole books (all.beancount) instead.",
    ),
    "R851": Words(
        "งวด {period} เริ่มก่อนยอดที่ยกมาถึงวันที่ {last} จึงทำตัวเลขของงวดนี้จากสมุดบัญชีส่วนนี้ไม่ได้",
        "{period} begins before the books were carried on {last}: its figures are not in these books",
        "ใช้สมุดบัญชีทั้งหมด (all.beancount) หรือเลือกงวดหลังวันที่นั้น",
        "Read the whole books (all.beancount), or choose a later period.",
    ),
    "R852": Words(
        "คำขอ {claim} เป็นเหตุก่อนวันที่ {day} ซึ่งยอดยกมาไม่ได้เก็บรายละเอียดไว้ จึงยังไม่พิจารณาจากสมุดบัญชีส่วนนี้",
        "claim {claim} is about an event before {day}, of which the carried state does not tell enough",
        "ใช้สมุดบัญชีทั้งหมด (all.beancount) พิจารณาคำขอนี้",
        "Let the whole books (all.beancount) judge it.",
    ),
    "R853": Words(
        "การแก้ไขข้อมูลหรือการสิ้นสภาพย้อนหลังของสมาชิก {member} เปลี่ยนเงินสมทบ ผลคำขอ หรือบัญชีสมทบที่ยกมาแล้ว"
        " (ก่อนวันที่ {day} หรือหลังจากนั้น)",
        "the correction for member {member}, or the end learned late, changes what was carried,"
        " before {day} or since",
        "ใช้สมุดบัญชีทั้งหมด (all.beancount) แทน",
        "Read the whole books (all.beancount) instead.",
    ),
    "R854": Words(
        "ระเบียบใหม่ของสวัสดิการ {benefit} ถามถึงคำขอก่อนวันที่ {day} ซึ่งยอดยกมาไม่ได้เก็บไว้ทั้งหมด",
        "the new rule on {benefit} asks for claims before {day}, of which not all were carried",
        "ใช้สมุดบัญชีทั้งหมด (all.beancount) แทน",
        "Read the whole books (all.beancount) instead.",
    ),
    "R840": Words(
        "มติ {resolution} ไม่ใช่มติของที่ประชุมใหญ่ในวันที่ {day}",
        "resolution {resolution} is not one of a general meeting of {day}.",
        "งบต้องให้ที่ประชุมใหญ่รับรอง ตรวจเลขมติและวันที่ หรือบันทึกการประชุมด้วย welfare meeting --type general",
        "A general meeting adopts the statements: check number and date, or record it with `welfare meeting --type general`.",
    ),
    "R841": Words(
        "ต้องรับรองปีบัญชี {first} ก่อนปี {year}",
        "fiscal year {first} must be adopted before {year}.",
        "welfare sign audit {first} และ welfare sign adoption {first} ก่อน",
        "First `welfare sign audit {first}` and `welfare sign adoption {first}`.",
    ),
    "R843": Words(
        "{person} ลงนามเป็นผู้ตรวจสอบในวันที่ {day} ไม่ได้: ไม่มีวาระผู้ตรวจสอบในวันนั้น หรือเป็นประธาน เหรัญญิก หรือผู้เก็บเงินอยู่ด้วย",
        "{person} cannot sign as auditor on {day}: not in office as one that day, or chair,"
        " treasurer or collector too.",
        "ใส่ --by เลขบุคคลของผู้ตรวจสอบ หรือบันทึกวาระ: welfare officer add เลขบุคคล --role auditor",
        "Give --by with the auditor's number, or record the term: `welfare officer add P --role auditor`.",
    ),
    "R844": Words(
        "ปีบัญชี {year} มีรายงานผู้ตรวจสอบแล้ว ลงวันที่ {day} โดย {person}",
        "fiscal year {year} has its auditor's report already, of {day} by {person}.",
        "ไม่ต้องบันทึกซ้ำ ถ้าความเห็นเปลี่ยนเพราะแก้บัญชี ให้เปิดปีใหม่ตามมติ แล้วปิดและตรวจอีกครั้ง (welfare reopen {year})",
        "Nothing to do. Where the books are corrected, reopen the year by a resolution, close it"
        " and have it audited again (`welfare reopen {year}`).",
    ),
    "R842": Words(
        "ไม่พบยอดยกมาของปี {year} ({name}) จึงล็อกปีไม่ได้",
        "the opening of fiscal year {year} is missing ({name}), so the year cannot be locked.",
        "กู้แฟ้มจากสำเนา แล้วตรวจด้วย welfare verify",
        "Restore the file from your backup and run `welfare verify`.",
    ),
    # --- annual statements -----------------------------------------------------------------
    "R890": Words(
        "งบดุล ณ {day} ไม่ลงกัน: สินทรัพย์ {one} บาท แต่หนี้สิน {debts} กับกองทุน {funds} รวม {other} บาท ต่างกัน"
        " {difference} บาท",
        "the balance sheet of {day} does not tie: assets are {one}, liabilities {debts} and funds"
        " {funds} make {other}, {difference} apart",
        "ตรวจยอดยกมาใน opening.beancount (สินทรัพย์ = หนี้สิน + กองทุนย่อย) และตรวจสมุดบัญชีด้วย welfare check",
        "Look at the opening balances (assets = liabilities + sub-funds) and at `welfare check`.",
    ),
    "R891": Words(
        "รายงานฐานะการเงิน (ข้อ 10 ของแบบ พอช.) ณ {day} สองข้างไม่เท่ากัน: รายรับ {one} บาท รายจ่าย {other} บาท ต่างกัน"
        " {difference} บาท",
        "the two sides of item 10 on {day} differ: receipts {one}, assets and expenses {other},"
        " {difference} apart",
        "เพิ่มหรือแก้ยอดสะสมตั้งแต่จัดตั้ง (cumulative) ใน opening.beancount ให้ครบทุกบัญชี: รายรับสะสมหักรายจ่ายสะสมต้องเท่ากับกองทุนยกมา",
        "Complete the totals since the founding (`cumulative`) in opening.beancount: receipts less"
        " payments since the founding must be the funds brought forward.",
    ),
    "R892": Words(
        "รายได้ไม่ลงกัน: งบรายได้ค่าใช้จ่าย {one} บาท แต่จัดสรรเข้ากองทุนย่อย {other} บาท",
        "income does not tie: the statement has {one}, the sub-funds were given {other}",
        'ตรวจกฎ "split" ใน bylaws.beancount และ welfare check',
        'Look at the rules "split" in bylaws.beancount and at `welfare check`.',
    ),
    "R893": Words(
        "ค่าใช้จ่ายไม่ลงกัน: งบรายได้ค่าใช้จ่าย {one} บาท แต่กองทุนย่อยจ่าย {other} บาท",
        "expenses do not tie: the statement has {one}, the sub-funds were charged {other}",
        'ตรวจกฎ "charge" ใน bylaws.beancount และ welfare check',
        'Look at the rules "charge" in bylaws.beancount and at `welfare check`.',
    ),
    "R894": Words(
        "รายได้สูง (ต่ำ) กว่าค่าใช้จ่าย {one} บาท แต่กองทุนย่อยเปลี่ยนไป {other} บาท",
        "the surplus is {one}, but the sub-funds changed by {other}",
        "มีรายการลงบัญชีกองทุนย่อยโดยตรงนอกจากการโอนตามมติ ตรวจด้วย welfare check",
        "Something was booked to a sub-fund that is no transfer; see `welfare check`.",
    ),
    "R895": Words(
        "การโอนระหว่างกองทุนย่อยรวมกันได้ {one} บาท แต่ต้องเป็น {other}",
        "transfers between sub-funds add up to {one}, not to {other}",
        'ตรวจรายการ kind: "transfer" ว่าโอนออกเท่ากับโอนเข้า',
        'See that each entry of kind "transfer" gives what it takes.',
    ),
    "R896": Words(
        "เงินคงเหลือไม่ลงกัน: รับ-จ่าย ยกไป {one} บาท แต่เงินสดและเงินฝากในงบดุล {other} บาท",
        "money does not tie: receipts and payments carry {one} forward, the balance sheet has {other}",
        "ตรวจสมุดบัญชีด้วย welfare check",
        "See `welfare check`.",
    ),
    "R897": Words(
        "สวัสดิการตามประเภทรวม {one} บาท แต่งบแสดง {other} บาท",
        "welfare by category adds up to {one}, the statement has {other}",
        "ตรวจว่าบัญชีสวัสดิการทุกบัญชีเปิดไว้ใน accounts.beancount และ item10 เป็น R1.welfare",
        "See that every welfare account is opened in accounts.beancount, with item10 R1.welfare.",
    ),
    "R898": Words(
        "ปีบัญชี {year} ยังไม่มีรายการในสมุดบัญชี (รายการสุดท้าย {last})",
        "the books hold nothing of the fiscal year {year} yet (their last entry: {last})",
        "เลือกปีที่มีรายการแล้ว",
        "Choose a year that has begun.",
    ),
    "R411": Words(
        "ไม่มีมติเลขที่ {resolution} ในรายงานการประชุม",
        "no resolution {resolution} in the minutes",
        "บันทึกการประชุมก่อน (welfare meeting) หรือแก้เลขมติ",
        "Record the meeting first (`welfare meeting`), or correct the number.",
    ),
    "R412": Words(
        "งวด {months} อยู่นอกช่วงที่เป็นไปได้ ({first} ถึง {last})",
        "the months {months} are out of range ({first} to {last})",
        "เขียนปีสี่หลัก เช่น ธ.ค.2567",
        "Write the year with four digits, such as ธ.ค.2567.",
    ),
    "R413": Words(
        "มาประชุม {attendees} คน มากกว่ากรรมการทั้งหมด {size} คน",
        "{attendees} present are more than the committee of {size}",
        "ตรวจจำนวนอีกครั้ง",
        "Check the numbers.",
    ),
    "R414": Words(
        "เลขที่สมาชิกต้องเป็นตัวเลขไม่เกิน 6 หลัก ไม่ใช่ {value}",
        "a member number is up to six digits, not {value}",
        "แก้เลขที่ หรือไม่ต้องใส่ --number",
        "Correct it, or leave --number out.",
    ),
    "R415": Words(
        "กองทุนนี้มี {count} หมู่บ้าน ไม่มีหมู่ {value}",
        "the fund has {count} villages; there is no village {value}",
        "เขียนเป็นเลขหมู่ที่มี",
        "Write the number of one of them.",
    ),
    "R540": Words(
        "ระเบียบที่ใช้บังคับไม่มีเรื่องบัญชีรายชื่อขอรับเงินสมทบจากรัฐ (ปี {year})",
        "the bylaws have no rule for a state-matching list of {year}",
        'เพิ่มกฎ "matching" ใน bylaws.beancount',
        'Add the rule "matching" to bylaws.beancount.',
    ),
    "R541": Words(
        "วันตัดยอดของบัญชีรายชื่อปี {year} ({day}) อยู่ก่อนวันเริ่มสมุดบัญชี ({first})",
        "the cut-off of the list of {year} ({day}) lies before the books ({first})",
        "รอบก่อนเริ่มสมุดบัญชีอยู่ในยอดยกมารายสมาชิก (matched-rounds)",
        "Rounds before the books are carried into them by member (matched-rounds).",
    ),
    "R542": Words(
        "ยังบันทึกบัญชีรายชื่อปี {year} ไม่ได้: วันตัดยอด {day} แต่สมุดบัญชีถึง {last}",
        "the list of {year} cannot be recorded yet: its cut-off is {day}, the books end on {last}",
        "บันทึกรายการของเดือนวันตัดยอดให้ครบก่อน แล้วสั่งใหม่",
        "Book the month of the cut-off first, then repeat.",
    ),
    "R543": Words(
        "บัญชีรายชื่อปี {year} บันทึกไว้แล้ว {heads} คน {total} บาท ไม่ตรงกับที่คิดได้ {own_heads} คน {own_total} บาท",
        "the list of {year} is recorded with {heads} members and {total} baht; the books now give"
        " {own_heads} and {own_total}, or other members",
        "ดูด้วย welfare matching ถ้าส่งบัญชีไปแล้วให้ยึดตามที่บันทึก ถ้ายังไม่ส่งให้ลบรายการเดิมแล้วบันทึกใหม่",
        "See `welfare matching`. A list that was handed in stands as recorded; remove one that was"
        " not, and record it anew.",
    ),
    "R544": Words(
        "ยังไม่ได้บันทึกบัญชีรายชื่อขอรับสมทบปี {year} จึงไม่ทราบว่าเงินส่วนใดต้องคืน",
        "the matching list of {year} is not recorded: how much is to be refunded is unknown",
        "บันทึกด้วย welfare matching {year} --record ก่อน ถ้าบัญชีนั้นอยู่ก่อนสมุดบัญชี ให้บอกส่วนที่ต้องคืนด้วย --excess (0 ถ้าไม่มี)",
        "Record it by `welfare matching {year} --record`; for a list before the books say what is to"
        " be refunded with --excess (0 for nothing).",
    ),
    "R545": Words(
        "ส่วนที่ต้องคืนตามบัญชีรายชื่อปี {year} คือ {excess} บาท ไม่ใช่ {given} บาท",
        "by the list of {year} {excess} baht are to be refunded, not {given}",
        "สั่งใหม่โดยไม่มี --excess",
        "Repeat without --excess.",
    ),
    "R550": Words(
        "คืนเงินสมทบแก่สมาชิกเลขที่ {member} ไม่ได้: เงินสมทบเป็นเงินของกองทุน มิใช่เงินฝาก และระเบียบไม่มีการคืน",
        "nothing is given back to member {member}: contributions are the fund's money, no deposit,"
        " and the bylaws know no refund",
        "อธิบายหลักการนี้แก่สมาชิก",
        "Explain this principle to the member.",
    ),
    "R551": Words(
        "คืนเงินสมทบแก่สมาชิกเลขที่ {member} ไม่ได้: {article} ให้คืนเฉพาะเมื่อสิ้นสมาชิกภาพด้วยเหตุ {reasons}",
        "nothing is given back to member {member}: {article} knows it only for a membership ended"
        " by {reasons}",
        "บันทึกการสิ้นสมาชิกภาพก่อน (welfare member leave) ถ้าเป็นเหตุนั้น",
        "If that is so, record the end first (`welfare member leave`).",
    ),
    "R552": Words(
        "คืนเงินสมทบแก่สมาชิกเลขที่ {member} ไม่ได้: เคยได้รับสวัสดิการแล้ว (คำขอ {claim}) ตาม {article}",
        "nothing is given back to member {member}: a benefit was paid (claim {claim}), by {article}",
        "อธิบายตามระเบียบข้อนี้",
        "Explain this article.",
    ),
    "R553": Words(
        "คืนเงินสมทบแก่สมาชิกเลขที่ {member} ไปแล้วเมื่อ {day} (เอกสาร {doc}) ตาม {article}",
        "member {member} was given back the contributions on {day} (document {doc}), by {article}",
        "ไม่ต้องบันทึกอีก",
        "There is nothing more to record.",
    ),
    "R554": Words(
        "สมุดบัญชีไม่มีเงินสมทบของสมาชิกเลขที่ {member} ที่จะคืนได้ ({article})",
        "the books hold no contributions of member {member} to give back ({article})",
        "ตรวจเลขที่ และดูใบเสร็จด้วย welfare member show",
        "Check the number; see the receipts with `welfare member show`.",
    ),
    "R555": Words(
        "สมาชิกเลขที่ {member} รับเมื่อ {day} ณ วันที่ {on} จึงยังไม่มี",
        "member {member} was admitted on {day}: on {on} there was none yet",
        "ถามถึงวันหลังจากนั้น (--on)",
        "Ask for a later day (--on).",
    ),
    "R560": Words(
        "ผู้สมัครอายุ {age} ปี ระเบียบรับอายุ {limits} ปี ({article})",
        "the applicant is {age} years old; the bylaws admit {limits} ({article})",
        "ตรวจวันเกิด ถ้าถูกต้องแล้วรับไม่ได้",
        "Check the birth date; if it is right, the person cannot be admitted.",
    ),
    "R561": Words(
        "ระเบียบจำกัดอายุผู้สมัคร ต้องมีวันเกิด ({article})",
        "the bylaws limit the age of who joins: the birth date is needed ({article})",
        "เพิ่ม --birth",
        "Add --birth.",
    ),
    "R562": Words(
        "ผู้สมัครเป็นสมาชิกกองทุนอื่นตั้งแต่ {day} ระเบียบไม่รับ ({article})",
        "the applicant is a member of another fund since {day}; the bylaws refuse it ({article})",
        "รับได้เมื่อพ้นจากกองทุนอื่นแล้ว",
        "Admit the person once the other membership has ended.",
    ),
    "R563": Words(
        "ผู้นี้สิ้นสมาชิกภาพแล้วเมื่อ {day} และระเบียบไม่ให้สมัครใหม่ ({article})",
        "the person's membership ended on {day}; the bylaws do not let them join again ({article})",
        "ถ้ายังอยู่ในกำหนด ให้ยื่นขอคืนสมาชิกภาพแทน (welfare member reinstate)",
        "Reinstatement may still be possible (`welfare member reinstate`).",
    ),
    "R564": Words(
        "ผู้นี้สิ้นสมาชิกภาพเมื่อ {ended} สมัครใหม่ได้ตั้งแต่ {day} ({article})",
        "the person's membership ended on {ended}; joining again is possible from {day} ({article})",
        "รับเป็นสมาชิกตั้งแต่วันนั้น",
        "Admit the person from that day on.",
    ),
    # --- forms for authorities, and what stands behind a figure (reports.forms, reports.trace) --
    "R910": Words(
        "ข้อ 10 ณ {day} สองด้านไม่เท่ากัน: รายรับ {left} บาท รายจ่าย {right} บาท",
        "item 10 on {day}: the sides differ, receipts {left} baht, payments {right} baht",
        "ดูงบทดลองและยอดสะสมยกมา (welfare check) แก้แล้วพิมพ์ใหม่",
        "See the trial balance and the cumulative totals brought in (`welfare check`).",
    ),
    "R911": Words(
        "“{value}” ใช้กับ {name} ไม่ได้ ต้องเป็น {wanted}",
        "“{value}” does not fit {name}: it takes {wanted}",
        "ดูรายการด้วย welfare profile show",
        "See `welfare profile show`.",
    ),
    "R912": Words(
        "บัญชีรายชื่อ {year} ที่บันทึกไว้ {heads} คน {total} บาท แต่รายชื่อในสมุดบัญชีรวมได้ {own_heads} คน"
        " {own_total} บาท",
        "the recorded list of {year} says {heads} members and {total} baht, its rows add up to"
        " {own_heads} and {own_total}",
        "ดูด้วย welfare matching {year} และ welfare check",
        "See `welfare matching {year}` and `welfare check`.",
    ),
    "R913": Words(
        "ไม่มีช่อง {ref} ในเอกสาร {document} ที่ใกล้เคียง: {nearest}",
        "{document} has no cell {ref}; nearest: {nearest}",
        "ดูทุกช่องด้วย welfare explain {document} … --list",
        "List all of them with `welfare explain {document} … --list`.",
    ),
    "R914": Words(
        "ช่อง {ref} ของ {document} บอกค่า {value} แต่รายการเบื้องหลังรวมได้ {total} ต่างกัน {difference}",
        "{ref} of {document} says {value}, what stands behind it comes to {total}, {difference} off",
        "อย่าลงนามในเอกสารนี้ ตรวจด้วย welfare check แล้วแจ้งผู้ดูแลโปรแกรม",
        "Do not sign it; run `welfare check` and tell whoever looks after the program.",
    ),
    "R915": Words(
        "ช่อง {ref} ของ {document} เป็นข้อความ ไม่มีรายการเบื้องหลัง",
        "{ref} of {document} is text: no entries stand behind it",
        "ดูช่องที่เป็นตัวเลขด้วย welfare explain {document} … --list",
        "List the figures with `welfare explain {document} … --list`.",
    ),
    # --- claims (rules.claims) ----------------------------------------------------------------
    "R501": Words(
        "ระเบียบของวันที่ {day} ไม่มีสวัสดิการ {benefit} ที่ใกล้เคียง: {nearest}",
        "the bylaws of {day} know no benefit {benefit}; nearest: {nearest}",
        "ดูสวัสดิการทั้งหมดด้วย welfare bylaws show",
        "See `welfare bylaws show`.",
    ),
    "R502": Words(
        "ไม่มีหลักฐานชนิด {value} ที่ใกล้เคียง: {nearest}",
        "there is no kind of evidence {value}; nearest: {nearest}",
        "ใช้ชื่อหลักฐานตามระเบียบ",
        "Use the kinds that the bylaws name.",
    ),
    "R503": Words(
        "วันเกิดเหตุหรือวันสิ้นสุด {day} อยู่หลังวันยื่นคำขอ {filed}",
        "the event or its end, {day}, lies after the day of filing, {filed}",
        "ตรวจ --event --until และ --on",
        "Check --event, --until and --on.",
    ),
    "R504": Words(
        "วันที่ {day} อยู่นอกสมุดบัญชี ซึ่งเริ่ม {first}",
        "{day} lies outside the books, which begin on {first}",
        "ตรวจวันที่ ปีสองหลักอาจถูกอ่านผิด เขียนปีสี่หลัก",
        "Check the day; write the year with four digits.",
    ),
    "R505": Words(
        "สมาชิก {member} เริ่มเป็นสมาชิก {joined} หลังวันเกิดเหตุ {event}",
        "member {member} joined on {joined}, after the event of {event}",
        "ตรวจเลขที่สมาชิกและวันเกิดเหตุ",
        "Check the member and the day.",
    ),
    "R506": Words(
        "มีคำขอ {claim} ของสมาชิก {member} เรื่องนี้แล้ว ซึ่งขอได้ครั้งเดียว",
        "there is claim {claim} of member {member} for this already, which is granted only once",
        "ดูด้วย welfare claim show {claim}",
        "See `welfare claim show {claim}`.",
    ),
    "R507": Words(
        "เลขที่เอกสารทางการแพทย์ไม่บันทึก",
        "the number of a medical paper is not recorded",
        "สั่งใหม่โดยไม่มี --doc-ref",
        "Repeat without --doc-ref.",
    ),
    "R508": Words(
        "{key} ไม่มีคำว่า {value} ที่ใกล้เคียง: {nearest}",
        "{key} has no word {value}; nearest: {nearest}",
        "ใช้คำตามระเบียบ",
        "Use a word of the bylaws.",
    ),
    "R509": Words(
        "วันสิ้นสุด {end} อยู่ก่อนวันเกิดเหตุ {event}",
        "the end, {end}, lies before the event, {event}",
        "ตรวจ --event และ --until",
        "Check --event and --until.",
    ),
    "R510": Words(
        "วันนี้บันทึกคำขอที่เหมือนกันไว้แล้ว เลขที่ {claim}",
        "the very same claim was recorded today already: {claim}",
        "ถ้าเป็นอีกคำขอหนึ่งจริง ให้สั่งใหม่โดยเพิ่ม --again",
        "If it is meant once more, give the command again with --again.",
    ),
    "R511": Words(
        "ไม่มีคำขอเลขที่ {claim}",
        "there is no claim {claim}",
        "ดูรายการด้วย welfare claim list",
        "See `welfare claim list`.",
    ),
    "R512": Words(
        "คำขอ {claim} พิจารณาแล้ว (มติ {resolution})",
        "claim {claim} was decided already (resolution {resolution})",
        "ดูด้วย welfare claim show {claim}",
        "See `welfare claim show {claim}`.",
    ),
    "R513": Words(
        "มติ {resolution} วันที่ {day} อยู่ก่อนวันยื่นคำขอ {claim} ({filed})",
        "resolution {resolution} of {day} came before claim {claim} was filed ({filed})",
        "ตรวจเลขมติ",
        "Check the resolution.",
    ),
    "R514": Words(
        "คำขอ {other} ซึ่งยื่นก่อนและใช้สิทธิเดียวกันยังไม่ได้พิจารณา จึงอนุมัติ {claim} ก่อนไม่ได้",
        "claim {other}, filed earlier on the same right, is undecided: {claim} cannot be approved before it",
        "พิจารณา {other} ก่อน หรือส่งคืนด้วย welfare claim check {other} --send-back",
        "Decide {other} first, or send it back: `welfare claim check {other} --send-back`.",
    ),
    "R515": Words(
        "ระเบียบไม่ให้จ่าย: {sentence}",
        "the bylaws do not grant it: {sentence}",
        "ดูเหตุทุกข้อด้วย welfare claim show {claim}",
        "See `welfare claim show {claim}`.",
    ),
    "R516": Words(
        "ระเบียบในสมุดบัญชีมีข้อผิด จึงอนุมัติหรือจ่ายสวัสดิการไม่ได้",
        "the bylaws in the books have mistakes: nothing can be approved or paid",
        "ตรวจด้วย welfare bylaws check",
        "See `welfare bylaws check`.",
    ),
    "R517": Words(
        "คำขอ {claim} ยังไม่มีมติอนุมัติ",
        "claim {claim} has not been approved",
        "อนุมัติก่อนด้วย welfare claim approve {claim} --resolution เลขมติ",
        "Approve it first: `welfare claim approve {claim} --resolution N`.",
    ),
    "R518": Words(
        "คำขอ {claim} จ่ายแก่ {wanted} ไม่ใช่ {payee} ({article})",
        "claim {claim} is paid to {wanted}, not to {payee} ({article})",
        "สั่งใหม่โดยไม่มี --to หรือแก้ผู้รับผลประโยชน์ในทะเบียนก่อน",
        "Repeat without --to, or correct the nominee of the member first.",
    ),
    "R519": Words(
        "คำขอ {claim} จ่ายแล้วเมื่อ {day}",
        "claim {claim} was paid on {day}",
        "ดูด้วย welfare claim show {claim}",
        "See `welfare claim show {claim}`.",
    ),
    "R520": Words(
        "บัญชี {account} มี {balance} บาท ไม่พอจ่าย {amount} บาท",
        "{account} holds {balance} baht, less than the {amount} baht to be paid",
        "ถอนเงินก่อน (welfare withdraw) หรือจ่ายจากอีกบัญชีหนึ่ง",
        "Withdraw first (`welfare withdraw`), or pay from the other account.",
    ),
    "R521": Words(
        "ผลของคำขอ {claim} เปลี่ยนไปหลังอนุมัติ: เดิม {old} บาท บัดนี้ {new} บาท",
        "the verdict on claim {claim} has changed since it was approved: {old} baht then, {new} baht now",
        "ดูเหตุด้วย welfare claim show {claim} แล้วเสนอที่ประชุมใหม่",
        "See `welfare claim show {claim}`, and put it to the meeting again.",
    ),
    "R522": Words(
        "ไม่ทราบบัญชีค่าใช้จ่ายของสวัสดิการ {benefit}",
        "the benefit {benefit} has no expense account",
        "เพิ่ม account: ในกฎของสวัสดิการนี้ใน bylaws.beancount",
        "Add `account:` to the benefit's rule in bylaws.beancount.",
    ),
    "R523": Words(
        "สวัสดิการ {benefit} มิใช่สวัสดิการที่จ่ายเป็นประจำ ({known})",
        "the benefit {benefit} is not recurring ({known} are)",
        "ใช้กับสวัสดิการที่ระเบียบมี every: เท่านั้น",
        "This is for benefits with `every:` in the bylaws.",
    ),
    "R524": Words(
        "วันจ่าย {day} อยู่ก่อนมติ {resolution} วันที่ {resolved}",
        "the payment of {day} would come before resolution {resolution} of {resolved}",
        "ตรวจ --on",
        "Check --on.",
    ),
    "R525": Words(
        "คำขอ {claim}: สมาชิกตายแล้วหรือต้องจ่ายผู้อื่น แต่ไม่มีชื่อผู้รับในทะเบียน",
        "claim {claim}: the member is dead or another is paid, but nobody is named",
        "ระบุผู้รับด้วย --to เลขบุคคล หรือ --to-name ชื่อ",
        "Say who is paid: --to PERSON or --to-name NAME.",
    ),
    "R526": Words(
        "ไม่มีผู้ใดให้ดำเนินการ",
        "there is nobody to do this for",
        "ดูรายการและเหตุด้วย welfare claim due",
        "See the list and the reasons with `welfare claim due`.",
    ),
    "R527": Words(
        "คำขอ {claim} ไม่มีเหตุให้ส่งคืน: {sentence}",
        "nothing sends claim {claim} back: {sentence}",
        "เสนอที่ประชุมเพื่ออนุมัติหรือไม่อนุมัติ",
        "Put it to the meeting to approve or refuse.",
    ),
    "R528": Words(
        "สวัสดิการของคำขอ {claim} ไม่มีเรื่อง {value} ให้ที่ประชุมรับรอง (มี: {known})",
        "the benefit of claim {claim} asks for no certification of {value} (it asks for: {known})",
        "แก้ --certify",
        "Correct --certify.",
    ),
    "R529": Words(
        "ระเบียบให้จ่ายคำขอ {claim}: {sentence}",
        "the bylaws grant claim {claim}: {sentence}",
        "ถ้าที่ประชุมไม่อนุมัติจริง ให้บอกเหตุด้วย --reason",
        "If the meeting refuses it all the same, say why with --reason.",
    ),
    # --- papers (reports.papers) --------------------------------------------------------------
    "R900": Words(
        "ยอดใน{paper}ไม่ตรงกับสมุดบัญชี ({what}): เอกสาร {found} สมุดบัญชี {wanted}",
        "{paper} does not tie to the books ({what}): paper {found}, books {wanted}",
        "สั่ง welfare check แล้วแก้รายการที่ผิดก่อนพิมพ์ใหม่",
        "Run `welfare check` and correct what it finds, then print again.",
    ),
    "R901": Words(
        "สมุดบัญชีไม่มี{paper}เลขที่ {number}",
        "the books hold no {paper} with the number {number}",
        "ตรวจเลขที่ เงินสมทบที่หักจากสวัสดิการและไม่มีเลขที่ใบเสร็จ ให้พิมพ์ใบสำคัญจ่ายแทน",
        "Check the number; contributions deducted without a receipt stand on the voucher.",
    ),
    "R902": Words(
        "ไม่มี{paper}ตามที่ขอ ({asked})",
        "there is no {paper} as asked for ({asked})",
        "ระบุเลขที่ หรือช่วงเวลา หรือเลขที่สมาชิกใหม่",
        "Name another number, period or member.",
    ),
    # --- members on the screen (reports.fava_ext.members) --------------------------------------
    "R935": Words(
        "สมุดบัญชีที่เปิดอยู่เริ่มวันที่ {first} จึงบอกสถานะ ณ วันที่ {day} ไม่ได้",
        "the open books begin on {first}, so they cannot tell how things stood on {day}",
        "เปิดทั้งประวัติด้วย welfare audit --all",
        "Open the whole history: `welfare audit --all`.",
    ),
    "R936": Words(
        "ไม่มีสมาชิกเลขที่ “{value}” และค้นด้วยชื่อไม่ได้ เพราะเปิดโดยไม่แสดงชื่อ",
        "there is no member “{value}”; names cannot be searched for, since none are shown",
        "พิมพ์เลขที่สมาชิก หรือเปิดด้วย welfare audit --with-names",
        "Type a member number, or open with `welfare audit --with-names`.",
    ),
    # --- controls on the screen (reports.fava_ext.controls) -------------------------------------
    "R930": Words(
        "ไม่มีหัวข้อ “{section}” ในหน้าจุดควบคุม",
        "there is no section “{section}” on the page Controls",
        "เลือกหัวข้อจากแถบด้านบนของหน้า หัวข้อที่มี: {known}",
        "Choose one of its sections: {known}.",
    ),
    "R931": Words(
        "ไม่มีระดับ “{severity}”",
        "there is no severity “{severity}”",
        "ใช้ระดับใดระดับหนึ่ง: {known}",
        "Use one of these: {known}.",
    ),
    # --- claims on the screen (reports.fava_ext.claims) ----------------------------------------
    "R940": Words(
        "ไม่มี “{value}” ในช่อง{field}",
        "“{value}” is no {field}",
        "เลือกจากรายการในแบบค้นหา",
        "Choose from the list in the form.",
    ),
    "R941": Words(
        "คำขอ {claim} อยู่ก่อนยอดยกมาของสมุดบัญชีที่เปิดอยู่ จึงไม่มีรายละเอียดให้ตรวจ",
        "claim {claim} reaches behind the state with which these books begin, and cannot be told",
        "เปิดทั้งประวัติด้วย welfare audit --all",
        "Open the whole history: `welfare audit --all`.",
    ),
    # --- closings on the screen (reports.fava_ext.closings) ------------------------------------
    "R945": Words(
        "ไม่มีการปิดงวด “{name}”",
        "there is no closing “{name}”",
        "เลือกจากรายการในหน้าการปิดงวด",
        "Choose one of those that the page Closings lists.",
    ),
    # --- documents on the screen (reports.fava_ext.statements) ----------------------------------
    "R950": Words(
        "เอกสารหรือหน้านี้บอกถึงก่อน {first} ซึ่งสมุดบัญชีที่เปิดอยู่ไม่มี มีแต่ยอดยกมา",
        "this document or page tells of the time before {first}, which the open books hold as sums alone",
        "เปิดทั้งประวัติด้วย welfare audit --all",
        "Open the whole history: `welfare audit --all`.",
    ),
    "R951": Words(
        "เอกสาร {name} ใหญ่เกินกว่าหน้านี้จะส่งให้ได้",
        "the document {name} is too large for this page to send",
        "ใช้แบบอื่น (Excel หรือบนจอ) หรือพิมพ์ด้วย welfare print {name}",
        "Take it in another form (workbook, screen), or print it: `welfare print {name}`.",
    ),
    "R952": Words(
        "ออกเอกสารเป็น {kind} ไม่ได้ มี html, pdf และ xlsx",
        "documents are made as html, pdf or xlsx, not as {kind}",
        "เลือกหนึ่งในสามแบบนั้น",
        "Choose one of these.",
    ),
    "R953": Words(
        "ทำเอกสาร {name} ไม่ได้ เพราะตัวเลขในสมุดบัญชีไม่ตรงกัน: {reason}",
        "the document {name} cannot be made, since the books do not tie: {reason}",
        "ดูข้อผิดในหน้าควบคุม หรือด้วย welfare check",
        "See the errors on the page Controls, or by `welfare check`.",
    ),
    "R955": Words(
        "จำนวนรายการที่สุ่มต้องเป็น 1 ถึง {most} (พิมพ์ {size})",
        "the sample must have 1 to {most} lines (typed: {size}).",
        "พิมพ์จำนวนรายการใหม่",
        "Type another number of lines.",
    ),
    "R956": Words(
        "ไม่มีรายการให้สุ่มในช่วงเวลาและบัญชีที่เลือก",
        "there is nothing to draw from on these days and accounts.",
        "เลือกช่วงเวลาให้กว้างขึ้น หรือเลิกกรองบัญชี",
        "Choose more days, or clear the account filter.",
    ),
    # --- seals (welfare.seals, reports.verifying) ----------------------------------------------
    "R801": Words(
        "ยอด {account} สิ้นงวด {period} คือ {now} บาท ตอนปิดคือ {sealed} บาท",
        "{account} at the end of {period} is {now}; it was {sealed} when closed.",
        "ดูรายการที่เปลี่ยนจากข้อความอื่นของ welfare verify แล้วนำแฟ้มกลับมาจากสำเนาสำรอง",
        "See what else welfare verify names, and restore the files from a copy.",
    ),
    "R802": Words(
        "ตัวเลขของงวด {period} ที่คำนวณใหม่ไม่ตรงกับที่ปิดไว้: {figure} เป็น {now} ตอนปิดเป็น {sealed}",
        "the figures of {period} are not those that were closed: {figure} is {now}, it was {sealed}.",
        "ดูรายการที่เปลี่ยนจากข้อความอื่นของ welfare verify แล้วนำแฟ้มกลับมาจากสำเนาสำรอง",
        "See what else welfare verify names, and restore the files from a copy.",
    ),
    "R803": Words(
        "ตัวเลขของงวด {period} เป็นรูปแบบ {sealed} โปรแกรมนี้ใช้รูปแบบ {now} จึงเทียบกันไม่ได้",
        "the figures of {period} are of format {sealed}, this program makes format {now}: they are"
        " not comparable.",
        "ไม่ใช่ความผิด ใช้โปรแกรมรุ่นที่ปิดงวดนั้นเพื่อเทียบ",
        "Nothing is wrong. Compare them with the version that closed the period.",
    ),
    "R804": Words(
        "ข้อมูลบุคคลเลขที่ {person} ในทะเบียนเปลี่ยนไปหลังปิดงวด {period} เมื่อ {closed} โดยไม่มีบันทึกการแก้ไข",
        "person {person} in the register has changed since {period} was closed on {closed}, and no"
        " change is recorded.",
        "ตรวจกับเอกสารของบุคคลนั้น ถ้าแก้ถูกต้องแล้ว ให้แก้ผ่าน welfare member change หรือนำทะเบียนกลับมาจากสำเนาสำรอง",
        "Compare with that person's papers; restore the register from a copy, or make the change by"
        " welfare member change.",
    ),
    "R805": Words(
        'รหัส "{typed}" พิมพ์ผิด: รหัสมีตัวเลข 16 หลักและเลขตรวจสอบอีก 1 หลัก ซึ่งไม่ตรงกัน',
        'the code "{typed}" is mistyped: a code has 16 digits and a check digit, which does not fit.',
        "พิมพ์ใหม่ตามกระดาษ",
        "Type it again from the paper.",
    ),
    "R806": Words(
        "การปิดงวดที่มีอยู่ไม่ต่อกันเป็นสาย (งวด {period}) จึงปิดหรือเปิดงวดต่อไม่ได้",
        "the closings do not make one chain (at {period}): nothing can be closed or reopened.",
        "ดูด้วย welfare verify --all แล้วนำโฟลเดอร์ closings กลับมาจากสำเนาสำรอง",
        "See welfare verify --all, and restore the folder closings from a copy.",
    ),
    "R807": Words(
        "งวด {period} ไม่ได้ปิดอยู่",
        "{period} is not closed.",
        "ดูงวดที่ปิดแล้วด้วย welfare verify",
        "See welfare verify for what is closed.",
    ),
    "R808": Words(
        "ไม่มีรหัส {paper} ในสมุดบัญชี: งวดที่กระดาษนั้นพิมพ์ไว้ถูกแก้ ถูกลบ หรือปิดใหม่หลังพิมพ์",
        "no closing of these books has the code {paper}: the period on that paper was changed,"
        " removed, or closed anew after printing.",
        "เทียบกับสำเนาสำรองและกระดาษของงวดอื่น แล้วแจ้งผู้ตรวจสอบ ถ้ากระดาษเป็นของกองทุนนี้จริง",
        "Compare with a copy and with the papers of other periods, and tell the auditor, if the"
        " paper is this fund's.",
    ),
    "R809": Words(
        "รหัสของงวด {period} ในสมุดบัญชีคือ {now} แต่กระดาษพิมพ์ไว้ {paper}: งวดนั้นหรืองวดก่อนหน้าถูกแก้แล้วปิดใหม่",
        "the code of {period} is {now} in the books and {paper} on paper: that period or one before"
        " it was changed and sealed anew.",
        "เทียบกับสำเนาสำรอง แล้วแจ้งผู้ตรวจสอบ",
        "Compare with a copy, and tell the auditor.",
    ),
    "R810": Words(
        "ไม่มีการปิดงวด {period} ในสมุดบัญชี แต่มีกระดาษที่พิมพ์รหัสไว้: งวดท้ายอาจถูกลบ",
        "the books hold no closing of {period}, but there is a paper with its code: it was removed.",
        "นำโฟลเดอร์ closings กลับมาจากสำเนาสำรอง แล้วแจ้งผู้ตรวจสอบ",
        "Restore the folder closings from a copy, and tell the auditor.",
    ),
    "R811": Words(
        "register/seal.key หายไปหรือไม่ใช่กุญแจเดิม จึงเทียบทะเบียนบุคคลกับงวดที่ปิดไม่ได้",
        "register/seal.key is missing or another one: the register cannot be compared with the"
        " closings.",
        "นำ register/seal.key กลับมาจากสำเนาสำรอง",
        "Restore register/seal.key from a copy.",
    ),
    "R812": Words(
        "รหัสตรวจสอบของรายการในงวด {period} เป็นรูปแบบ {sealed} โปรแกรมนี้ใช้รูปแบบ {now} จึงเทียบได้เฉพาะตัวแฟ้ม",
        "the digest of {period} is of format {sealed}, this program makes format {now}: only the"
        " files can be compared.",
        "ไม่ใช่ความผิด ใช้โปรแกรมรุ่นที่ปิดงวดนั้นเพื่อเทียบ",
        "Nothing is wrong. Compare them with the version that closed the period.",
    ),
    "R813": Words(
        "รหัสตรวจสอบของรายการในงวด {period} ไม่ตรงกับตอนปิดเมื่อ {closed}",
        "the digest of {period} is not what it was when closed on {closed}.",
        "นำแฟ้มทั้งหมดกลับมาจากสำเนาสำรอง แล้วตรวจใหม่",
        "Restore all files from a copy and verify again.",
    ),
    "R814": Words(
        "register/seal.key หายไปหรือไม่ใช่กุญแจเดิม ถ้าปิดงวดด้วยกุญแจใหม่ จะเทียบไม่ได้อีกว่าทะเบียนบุคคลถูกแก้หรือไม่ จึงยังไม่ปิด",
        "register/seal.key is gone or another one: with a new key nobody could tell any more what was"
        " changed in the register, so nothing was closed.",
        "นำ register/seal.key กลับมาจากสำเนาสำรอง ถ้าไม่มีแล้วจริง ๆ ให้สั่งปิดด้วย --new-key แล้ว welfare verify จะแจ้งเรื่องนี้ตลอดไป",
        "Restore register/seal.key from a copy. If there is none left, close with --new-key;"
        " `welfare verify` will tell of it for ever.",
    ),
    "R815": Words(
        "งวด {period} ปิดเมื่อ {closed} ด้วย register/seal.key ใหม่ จึงเทียบทะเบียนบุคคลกับงวดก่อนหน้านั้นไม่ได้",
        "{period} was closed on {closed} with a new register/seal.key: the register cannot be"
        " compared with what was closed before.",
        "ถามผู้ปิดงวดว่าเหตุใดจึงเปลี่ยน และเทียบทะเบียนบุคคลกับสำเนาสำรองก่อนวันนั้น",
        "Ask who closed it why, and compare the register with a copy from before that day.",
    ),
    "R816": Words(
        "รหัส {paper} ของงวด {period} ถูกยกเลิกแล้วโดยมติเปิดงวดใหม่ รหัสที่ใช้อยู่คือ {now}",
        "the code {paper} of {period} is void, as the period was reopened by a resolution; the one"
        " in force is {now}.",
        "เรียกคืนกระดาษฉบับนั้น แล้วใช้ฉบับที่พิมพ์รหัสใหม่",
        "Recall that paper, and use the one with the new code.",
    ),
    "R817": Words(
        "รหัส {paper} ของงวด {period} ถูกยกเลิกแล้วโดยมติเปิดงวดใหม่ และงวดนั้นยังไม่ได้ปิดอีก",
        "the code {paper} of {period} is void, as the period was reopened by a resolution; it is"
        " still open.",
        "เรียกคืนกระดาษฉบับนั้น แล้วปิดงวดใหม่",
        "Recall that paper, and close the period again.",
    ),
    # --- printing (reports.render, reports.commands.print_) -------------------------------------
    "R870": Words(
        "ฟอนต์ของเอกสารไม่มีอักขระ {char} ({point} {name}) ซึ่งอยู่ในข้อความ “{text}”",
        "the documents' font has no {char} ({point} {name}), which stands in “{text}”.",
        "แก้ข้อความนั้น หรือพิมพ์เป็น --html แล้วพิมพ์จากเบราว์เซอร์",
        "Change that text, or print it as --html from a browser.",
    ),
    "R871": Words(
        "ไม่มีเอกสารชื่อ {name} {nearest}",
        "there is no document called {name}. {nearest}",
        "ดูรายชื่อด้วย welfare print --list",
        "`welfare print --list` shows them all.",
    ),
    "R872": Words(
        "เอกสาร {name} ต้องบอก{needed}",
        "{name} needs {needed}.",
        "เช่น welfare print {example}",
        "Such as: welfare print {example}",
    ),
    "R873": Words(
        "เอกสาร {name} เป็นของ{needed} แต่ให้ช่วงเวลา {given}",
        "{name} is for {needed}, not for {given}.",
        "เช่น welfare print {example}",
        "Such as: welfare print {example}",
    ),
    "R874": Words(
        "สมุดบัญชีไม่มีข้อมูลของ {given} มีตั้งแต่ {first} ถึงวันนี้ ({last})",
        "the books hold nothing of {given}; they run from {first} to today, {last}.",
        "ตรวจช่วงเวลา แล้วสั่งใหม่",
        "Check the period, and try again.",
    ),
    "R875": Words(
        "เอกสาร {name} ไม่มีฉบับสำหรับสาธารณะ",
        "{name} has no copy for the public.",
        "ฉบับสำหรับสาธารณะมีของ {others}",
        "There are public copies of {others}.",
    ),
    "R876": Words(
        "เอกสาร {name} ไม่แยกตาม {option}",
        "{name} is not made for each {option}.",
        "สั่งใหม่โดยไม่ใส่ตัวเลือกนั้น",
        "Leave that option out.",
    ),
    "R877": Words(
        "{name} เป็นแฟ้ม ไม่ใช่โฟลเดอร์",
        "{name} is a file, not a folder.",
        "ใส่ชื่อโฟลเดอร์ใน --out โฟลเดอร์ที่ยังไม่มีจะสร้างให้",
        "Name a folder with --out; a new one is made.",
    ),
    # --- alerts (rules.alerts) ----------------------------------------------------------------
    "CASH_CEILING_BREACH": Words(
        "เงินสดในมือ {cash} บาท เกินเพดาน {limit} บาท",
        "cash in hand {cash} baht is over the ceiling of {limit} baht.",
        "นำส่วนเกินฝากธนาคาร",
        "Bank the excess.",
    ),
    "CASH_COUNT_DIFFERS": Words(
        "นับเงินได้ {counted} บาท แต่บัญชีมี {cash} บาท",
        "{counted} baht were counted, the books hold {cash} baht.",
        "นับใหม่ต่อหน้าพยาน แล้วหารายการที่ขาดหรือเกิน",
        "Count again before a witness, then find what is missing.",
    ),
    "CASH_NEGATIVE": Words(
        "บัญชี {account} ติดลบ {amount} บาท ณ สิ้นวัน",
        "{account} is {amount} baht below zero at the end of the day.",
        "หารายการรับที่ยังไม่ได้ลง หรือวันที่ที่ลงผิด",
        "Find the receipt that is not entered, or the wrong date.",
    ),
    "BANK_BALANCE_BROKEN": Words(
        "ยอดคงเหลือ {balance} ในรายการธนาคารไม่ต่อเนื่องจากบรรทัดก่อน",
        "the balance {balance} of the bank line does not follow from the line before.",
        "มีบรรทัดหายหรือถูกแก้ เทียบกับสมุดธนาคาร",
        "A line is missing or was changed; compare with the bank book.",
    ),
    "BANK_LINE_DIFFERS": Words(
        "ธนาคารแสดง {bank} บาท แต่สมุดบัญชีลง {books} บาท (เอกสาร {ref})",
        "the bank shows {bank} baht, the books {books} baht (paper {ref}).",
        "เทียบเอกสารกับสมุดธนาคาร",
        "Compare the paper with the bank book.",
    ),
    "COLLECTOR_LATE": Words(
        "เก็บเงินวันที่ {day} นำส่งหลังจากนั้น {days} วัน",
        "collected on {day}, handed in after {days} days.",
        "เตือนผู้เก็บเงินให้นำส่งตามกำหนด ({within})",
        "Remind the collector of the time allowed ({within}).",
    ),
    "RECEIPT_GAP": Words(
        "ไม่พบใบเสร็จเลขที่ {number} วันที่คือของใบเสร็จเลขถัดไป",
        "receipt {number} is missing; the date is that of the next one of its series.",
        "ตรวจเล่มใบเสร็จ แล้วบันทึกว่าใช้ ยกเลิก หรือสูญหาย",
        "See the receipt book, and record it as used, void or missing.",
    ),
    "DOC_GAP": Words(
        "ไม่พบเอกสารเลขที่ {number} วันที่คือของเอกสารเลขถัดไป",
        "document {number} is missing; the date is that of the next one of its series.",
        "ตรวจแฟ้มเอกสารและชุดสำรอง แล้วลงรายการนั้น ถ้าเลขที่เสียไป ใช้ welfare voucher void {number}",
        "Look for it among the papers and in the backup, and book it; if the number was spoiled,"
        " `welfare voucher void {number}`.",
    ),
    "VOUCHER_GAP": Words(
        "ไม่พบใบสำคัญจ่ายเลขที่ {number} วันที่คือของใบถัดไป",
        "voucher {number} is missing; the date is that of the next one of its series.",
        "ตรวจแฟ้มใบสำคัญและชุดสำรอง แล้วลงรายการนั้น ถ้าใบนั้นเสีย ใช้ welfare voucher void {number}",
        "Look for it among the papers and in the backup, and book it; if it was spoiled,"
        " `welfare voucher void {number}`.",
    ),
    "RECEIPT_VOID": Words(
        "ใบเสร็จยกเลิก",
        "a spoiled receipt.",
        "ตรวจว่ามีต้นฉบับและสำเนาในเล่ม",
        "Check that original and copy are in the book.",
    ),
    "RECEIPT_OUTSTANDING": Words(
        "ยังไม่เห็นใบเสร็จเลขนี้",
        "this receipt has not been seen yet.",
        "ถามผู้เก็บเงินว่าใช้ ยกเลิก หรือสูญหาย",
        "Ask the collector whether it was used, spoiled or lost.",
    ),
    "RECEIPT_DUPLICATE": Words(
        "เลขที่เดียวกันออกให้มากกว่าหนึ่งครั้ง ({amount} บาท)",
        "one number was issued more than once ({amount} baht).",
        "ตรวจเล่มใบเสร็จกับผู้เก็บเงิน",
        "See the receipt book with the collector.",
    ),
    "SHEET_TOTAL_MISMATCH": Words(
        "ท้ายใบเก็บเงิน {sheet} รวม {declared} บาท แต่ใบเสร็จรวมได้ {receipts} บาท",
        "sheet {sheet} says {declared} baht, its receipts add up to {receipts} baht.",
        "นับเงินและใบเสร็จกับผู้เก็บเงินอีกครั้ง",
        "Go through money and receipts with the collector again.",
    ),
    "RESOLUTION_NOT_FOUND": Words(
        "มติ {resolution} วันที่ {day} ไม่มีในรายงานการประชุม",
        "resolution {resolution} of {day} is not in the minutes.",
        "ตรวจกับรายงานการประชุมก่อนจ่าย",
        "Check the minutes before anything is paid.",
    ),
    "PAID_WITHOUT_RESOLUTION": Words(
        "จ่ายสวัสดิการ {amount} บาท โดยไม่มีมติที่ใช้ได้",
        "{amount} baht of a benefit left the fund without a valid resolution.",
        "เสนอที่ประชุมให้รับรองหรือเรียกเงินคืน",
        "Have a meeting ratify it, or recover the money.",
    ),
    "PAID_BEFORE_RESOLUTION": Words(
        "จ่ายก่อนมีมติ {resolution} ซึ่งลงวันที่ {day}",
        "paid before its resolution {resolution} of {day}.",
        "รายงานต่อที่ประชุม",
        "Report it to the meeting.",
    ),
    "PAID_AGAINST_RULES": Words(
        "จ่าย {paid} บาท ทั้งที่ระเบียบไม่ให้จ่าย ({reason} {article})",
        "{paid} baht were paid although the bylaws grant nothing ({reason} {article}).",
        "เสนอที่ประชุมให้เรียกคืนหรือรับรอง แล้วบันทึกด้วย welfare irregularity settle",
        "Bring it before the meeting, to recover or to ratify; then welfare irregularity settle.",
    ),
    "OVERPAID": Words(
        "จ่าย {paid} บาท เกินสิทธิ {due} บาท ({article})",
        "{paid} baht were paid, of which only {due} were due ({article}).",
        "เรียกคืนส่วนเกินหรือให้ที่ประชุมรับรอง แล้วบันทึกด้วย welfare irregularity settle",
        "Recover the excess or have it ratified; then welfare irregularity settle.",
    ),
    "UNDERPAID": Words(
        "จ่าย {paid} บาท ต่ำกว่าสิทธิ {due} บาท ({article})",
        "{paid} baht were paid, but {due} were due ({article}).",
        "จ่ายส่วนที่ขาด แล้วบันทึกด้วย welfare irregularity settle",
        "Pay the rest; then welfare irregularity settle.",
    ),
    "PAID_AS_THEN_KNOWN": Words(
        "จ่าย {paid} บาท ถูกต้องตามที่รู้ในวันบันทึก แต่เอกสารที่บันทึกภายหลังทำให้สิทธิเป็น {due} บาท",
        "{paid} baht were right by what was known then; by papers keyed in later {due} are due.",
        "จ่ายเพิ่มหรือเรียกคืนส่วนต่าง {amount} บาท ตามมติที่ประชุม",
        "Settle the difference of {amount} baht as the meeting resolves.",
    ),
    "CLAIM_DUPLICATE": Words(
        "คำขอซ้ำกับ {other} ซึ่งอนุมัติแล้ว ({article})",
        "the claim repeats {other}, which was granted ({article}).",
        "ตรวจว่าเป็นเหตุเดียวกันจริง แล้วแจ้งผู้ยื่น",
        "Check that it is the same event, and tell the claimant.",
    ),
    "CLAIM_SAME_PAPER": Words(
        "ใช้หลักฐานเลขที่เดียวกับคำขอ {other} ของสมาชิก {member}",
        "the same paper as claim {other} of member {member}.",
        "ตรวจว่าขอรับสวัสดิการเหตุเดียวกันสองครั้งหรือไม่",
        "Check whether one event was claimed twice.",
    ),
    "REINSTATEMENT_REFUSED": Words(
        "คำขอคืนสมาชิกภาพไม่เข้าเงื่อนไข ({reason} {article})",
        "the application for reinstatement fails ({reason} {article}).",
        "แจ้งผู้ยื่น และคืนเงินที่รับไว้ ถ้ามี ผู้นั้นสมัครเป็นสมาชิกใหม่ได้หากระเบียบให้",
        "Tell the applicant and pay back what was taken; they may join anew where bylaws allow.",
    ),
    "CONTRIBUTION_NOT_DUE": Words(
        "เงินสมทบ {amount} บาท ตามใบเสร็จ {receipt} เป็นของผู้ที่มิได้เป็นสมาชิกในวันนั้น แต่บันทึกเป็นเงินสมทบ",
        "receipt {receipt}: {amount} baht of somebody who was no member that day stand as"
        " contributions.",
        "กลับรายการด้วย welfare reverse {receipt} เงินจะพักไว้รอคืน",
        "welfare reverse {receipt} moves it to unidentified receipts, to be paid back.",
    ),
    "CONTRIBUTION_REVERSED": Words(
        "กลับรายการเงินสมทบของสมาชิก {member} ใบเสร็จ {receipt} โดย {by}",
        "contributions of member {member}, receipt {receipt}, were reversed by {by}.",
        "ตรวจต้นฉบับใบเสร็จกับสมุดของสมาชิก",
        "Check the receipt's original and the member's passbook.",
    ),
    "CONFLICT_OF_INTEREST": Words(
        "ผู้อนุมัติ {person} เป็นผู้มีส่วนได้เสียในรายการนี้ ({what} {article})",
        "who approved, {person}, has an interest in this payment ({what} {article}).",
        "ให้กรรมการผู้ไม่มีส่วนได้เสียอนุมัติแทน",
        "Have somebody without an interest approve it.",
    ),
    "BANK_OTHER": Words(
        "มีเงินผ่านบัญชีธนาคาร {account} ซึ่งระเบียบไม่ได้กำหนดไว้ ({article})",
        "money moved on {account}, which is not a bank account of the bylaws ({article}).",
        "โอนเข้าบัญชีที่กำหนด และเสนอที่ประชุม",
        "Move it to the named account and tell the meeting.",
    ),
    "ADMIN_OVER_SHARE": Words(
        "ค่าบริหารปีบัญชี {year} {spent} บาท เกิน {limit} บาท ที่ระเบียบให้ใช้ ({article})",
        "administration of {year} cost {spent} baht, more than the {limit} allowed ({article}).",
        "ชะลอค่าใช้จ่ายบริหาร และรายงานที่ประชุม",
        "Hold back administration spending and report it.",
    ),
    "DEATH_SOON_AFTER_JOINING": Words(
        "ตายหลังเริ่มเป็นสมาชิกเพียง {days} วัน ({article})",
        "died only {days} days after joining ({article}).",
        "ตรวจใบสมัครและวันรับเข้าก่อนจ่าย",
        "Check the application and the day of admission before paying.",
    ),
    "PAYEE_OTHER": Words(
        "จ่ายให้ {payee} ทั้งที่ผู้มีสิทธิคือสมาชิก {member} ซึ่งยังมีชีวิตอยู่",
        "paid to {payee}, though the right is that of member {member}, who was alive.",
        "ตรวจใบมอบอำนาจหรือลายมือชื่อผู้รับเงิน",
        "Check the power of attorney, or who signed for the money.",
    ),
    "PAYEE_NOT_NOMINEE": Words(
        "จ่ายให้ {payee} แต่ทะเบียนระบุผู้รับผลประโยชน์ {nominee}",
        "paid to {payee}, but the register names {nominee} as nominee.",
        "ตรวจเอกสารของผู้รับเงินกับทะเบียน ({article})",
        "Check the payee's papers against the register ({article}).",
    ),
    "EXPENSE_WITHOUT_RESOLUTION": Words(
        "จ่าย {amount} บาท โดยไม่มีมติที่ใช้ได้",
        "{amount} baht were paid without a valid resolution.",
        "เสนอที่ประชุมให้รับรองหรือเรียกเงินคืน",
        "Have a meeting ratify it, or recover the money.",
    ),
    "PLANNER_HANDLED_MONEY": Words(
        "{person} เป็นผู้ประสานแผน แต่เป็นผู้รับหรือจ่ายเงิน ({article})",
        "{person} is the planner but handled money ({article}).",
        "ให้เหรัญญิกเป็นผู้รับจ่ายเงิน",
        "Let the treasurer handle it.",
    ),
    "MONEY_FROM_NON_MEMBER": Words(
        "รับเงินตามใบเสร็จ {receipt} จากผู้ที่พ้นสภาพแล้ว พักไว้ในบัญชีเงินรอตรวจสอบ",
        "receipt {receipt}: money of somebody who is no member is held as unidentified.",
        "คืนเงิน หรือให้ที่ประชุมพิจารณา",
        "Pay it back, or bring it before the meeting.",
    ),
    "BANK_UNRECORDED": Words(
        "รายการธนาคารที่กองทุนไม่ได้บันทึก: {text}",
        "a line of the bank statement that the fund had not recorded: {text}.",
        "ตรวจกับธนาคารว่าเป็นค่าอะไร",
        "Ask the bank what it was.",
    ),
    "STATE_MATCH_EXCESS": Words(
        "รับเงินสมทบจากรัฐ {received} บาท สิทธิ์ {entitled} บาท",
        "state match of {received} baht received, {entitled} baht due.",
        "คืนส่วนเกินแก่ พอช.",
        "Refund the excess to CODI.",
    ),
    "DEPOSIT_IN_TRANSIT_YEAR_END": Words(
        "ลงบัญชีวันที่ {day} แต่ธนาคารยังไม่รับรู้ในวันสิ้นปี",
        "booked on {day}, not yet with the bank at the year's end.",
        "ตรวจรายการธนาคารต้นปีถัดไป",
        "Look for it in the bank's first lines of the next year.",
    ),
    "AGM_LATE": Words(
        "ไม่มีประชุมใหญ่สามัญภายในกำหนด ({within}) ประชุมจริง: {held}",
        "no general meeting in the time allowed ({within}); held: {held}.",
        "จัดประชุมและรับรองงบโดยเร็ว",
        "Hold it and adopt the statements soon.",
    ),
    "MEETING_NO_QUORUM": Words(
        "มาประชุม {attendees} จาก {size} คน ไม่ครบองค์ประชุม",
        "{attendees} of {size} came: no quorum.",
        "มติของการประชุมนี้ใช้ไม่ได้ ให้ประชุมใหม่",
        "What it resolved has no force; meet again.",
    ),
    "MEMBER_ID_MISSING": Words(
        "ไม่มีเลขประจำตัวประชาชนในทะเบียน",
        "no citizen id in the register.",
        "ขอสำเนาบัตรแล้วแก้ทะเบียน (welfare member change)",
        "Ask for the card and enter it (`welfare member change`).",
    ),
    "MEMBER_ID_INVALID": Words(
        "เลขประจำตัวประชาชนในทะเบียนไม่ถูกต้อง (เลขตรวจสอบไม่ตรง)",
        "the citizen id in the register is wrong (check digit).",
        "เทียบกับบัตรแล้วแก้ทะเบียน (welfare member change)",
        "Compare with the card and correct it (`welfare member change`).",
    ),
    "DOB_OLD_CALENDAR": Words(
        "เกิดเดือนมกราคม-มีนาคม ก่อน พ.ศ. 2484 ปีอาจคลาดไปหนึ่งปี",
        "born in January-March before BE 2484, when the year began in April: it may be off by one.",
        "ขอหลักฐานวันเกิด",
        "Ask for proof of the birth date.",
    ),
    "TERM_EXPIRED": Words(
        "{person} ไม่มีวาระดำรงตำแหน่งในวันนั้น ({key}:)",
        "{person} held no office on that day ({key}:).",
        "ต่อวาระ หรือให้ผู้มีวาระเป็นผู้ลงนาม",
        "Renew the term, or let an officer in office sign.",
    ),
    "IRREGULARITY": Words(
        "ความผิดปกติที่บันทึกไว้และยังไม่ได้แก้ไข ({alert})",
        "a recorded irregularity that is not settled ({alert}).",
        "เสนอที่ประชุม แล้วบันทึกการแก้ไข (welfare irregularity settle)",
        "Bring it before the meeting, then record what was done.",
    ),
}


SPANS = {"day": "วัน", "month": "เดือน", "year": "ปี"}


_MONTH = re.compile(r"(?:19|20)[0-9]{2}-(?:0[1-9]|1[0-2])")


def _shown(value: Any, lang: str) -> Any:
    """A value as it is printed: amounts with commas; dates and months in พ.ศ., spans in Thai."""
    if isinstance(value, Decimal):
        return f"{value:,.2f}"
    if isinstance(value, date):
        return calendars.thai_date(value) if lang == "th" else value.isoformat()
    if lang != "th" or not isinstance(value, str):
        return value
    if span := re.fullmatch(r"(\d+) (day|month|year)s?", value):
        return f"{span[1]} {SPANS[span[2]]}"
    months = value.split(", ")
    return (
        ", ".join(map(calendars.be_month, months)) if all(map(_MONTH.fullmatch, months)) else value
    )


class _Period(str):
    """A month, or several, in a sentence (`{period}`) and in a command (`{period:typed}`)."""

    lang: str

    def __new__(cls, text: str, lang: str) -> _Period:
        """Takes the text with months as `2024-09`, and the language."""
        made = super().__new__(cls, text)
        made.lang = lang
        return made

    def __format__(self, spec: str) -> str:
        if self.lang != "th":
            return str(self)
        say = calendars.typed_period if spec == "typed" else calendars.thai_period
        return _WITHIN.sub(lambda match: say(match[0]), str(self))


#: Placeholders of months in sentences.
_PERIODS = {"period", "month", "months", "first", "last", "before", "orders"}
_WITHIN = re.compile(rf"(?<![\w/-])(?:{_MONTH.pattern})(?![\w/-])")


def _filled(key: str, value: Any, lang: str) -> Any:
    """What fills one placeholder: months and the names of directives by the language, too."""
    if key in _PERIODS and isinstance(value, str):
        return _Period(value, lang)
    if key == "what" and lang == "th" and isinstance(value, str):
        from welfare import vocabulary  # noqa: PLC0415 - it builds on findings, as this does not

        return vocabulary.thai_label(value)
    return _shown(value, lang)


def sentences(code: str, args: dict[str, Any], lang: str) -> tuple[str, str]:
    """What is wrong, and what to do next; an unknown code is a bug."""
    words = CODES[code]
    text, todo = (words.th, words.todo_th) if lang == "th" else (words.en, words.todo_en)
    shown = {key: _filled(key, value, lang) for key, value in args.items()}
    what, then = text.format(**shown), todo.format(**shown)
    if then and lang == "en" and not what.endswith((".", "!", "?")):
        what += "."
    return what, then


def render(code: str, args: dict[str, Any], lang: str) -> str:
    """`CODE what is wrong. What to do next.`; an unknown code is a bug."""
    return " ".join(part for part in (code, *sentences(code, args, lang)) if part)
