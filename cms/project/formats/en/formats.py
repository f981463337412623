"""How dates are typed in English: as the pickers of the admin show them. Django's own would read 1/2/2027 as 2 January."""

DATE_INPUT_FORMATS = ["%d-%m-%Y", "%d/%m/%Y", "%d %b %Y", "%d %B %Y"]
DATETIME_INPUT_FORMATS = ["%d-%m-%Y %H:%M", "%d-%m-%Y %H:%M:%S", "%d/%m/%Y %H:%M", "%d/%m/%Y %H:%M:%S"]
