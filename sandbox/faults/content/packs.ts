// Texts, dates and amounts as no honest server would send them, to be laid into an answer one after the other.

export const texts = {
  xss: [
    '<script>alert(1)</script>',
    '"><img src=x onerror=alert(1)>',
    "'-alert(1)-'",
    'javascript:alert(1)',
    '</title><svg onload=alert(1)>',
    '{{constructor.constructor("alert(1)")()}}',
  ],
  csv: ['=1+1', '+1+1', '-1+1', '@SUM(1+1)', '\t=1+1', '\r=1+1', '=HYPERLINK("https://elsewhere.invalid","more")', 'a,"b"\n"c"'],
  // Overrides and isolates that turn the rest of the line around, a mark of the other direction, and nothing at all.
  bidi: ['\u202Enoitacidem\u202C', '\u2067abc', '\u2066abc\u2069', '\u200Fabc', '\u061Cabc', 'a\u200B\u200D\uFEFFb', 'Z\u0351\u036B\u0343a'],
  control: ['a\u0000b', 'a\u0007b', 'a\u001B[31mb', 'a\r\nSet-Cookie: a=b', 'a\u2028b', 'a\u0085b', '\uD800', '   '],
} as const

export const dates = [
  '2021',
  '2021-03',
  '2021-02-30',
  '2021-13-01',
  '0001-01-01',
  '9999-12-31',
  '1899-12-31T23:59:59-00:01',
  '2016-12-31T23:59:60Z',
  '2021-03-14T02:30:00-05:00',
  '2021-03-14T24:00:00Z',
  '3/14/2021',
  '',
] as const
