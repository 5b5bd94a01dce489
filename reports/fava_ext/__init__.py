"""The fund on the screen: one page in Fava's sidebar for each question of an auditor.

    2015-10-01 custom "fava-extension" "reports.fava_ext"

stands in the main files, so the pages are there under `welfare audit` and under plain
`fava main.beancount`. They only read. Each page is a module here, with a function `show(asked)`
that returns blocks of the report model (`page.py`); `base.py` is all that knows Fava.
"""

from __future__ import annotations

from reports.fava_ext import bylaws
from reports.fava_ext import claims
from reports.fava_ext import closings
from reports.fava_ext import controls
from reports.fava_ext import members
from reports.fava_ext import overview
from reports.fava_ext import sample
from reports.fava_ext import statements

#: Fava takes the classes that it finds here, in the order of these names.
Page1 = overview.WelfareOverview
Page2 = members.WelfareMembers
Page3 = claims.WelfareClaims
Page4 = bylaws.WelfareBylaws
Page5 = closings.WelfareClosings
Page6 = controls.WelfareControls
Page7 = statements.WelfareStatements
Page8 = sample.WelfareSample
