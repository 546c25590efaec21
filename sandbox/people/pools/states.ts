/**
 * States as version 3 writes them (letters) and as version 2 does (Social Security number), with the first
 * three digits that postal codes there begin with.
 */
export interface State {
  readonly letters: string
  readonly ssa: string
  readonly zip: string
}

const TABLE =
  'AL 01 352|AK 02 995|AZ 03 850|AR 04 722|CA 05 945|CO 06 802|CT 07 061|DE 08 198|DC 09 200|FL 10 331|GA 11 303|' +
  'HI 12 968|ID 13 837|IL 14 606|IN 15 462|IA 16 503|KS 17 662|KY 18 402|LA 19 701|ME 20 041|MD 21 212|MA 22 023|' +
  'MI 23 482|MN 24 554|MS 25 392|MO 26 631|MT 27 591|NE 28 681|NV 29 891|NH 30 031|NJ 31 071|NM 32 871|NY 33 112|' +
  'NC 34 276|ND 35 581|OH 36 441|OK 37 731|OR 38 972|PA 39 191|RI 41 029|SC 42 292|SD 43 571|TN 44 372|TX 45 770|' +
  'UT 46 841|VT 47 054|VA 49 232|WA 50 981|WV 51 253|WI 52 532|WY 53 820'

export const STATES: readonly State[] = TABLE.split('|').map(row => {
  const [letters = '', ssa = '', zip = ''] = row.split(' ')
  return { letters, ssa, zip }
})
