// A drug's code as packages print it, so that a reader can hold the box beside the page; the same on every page.

/** Eleven digits are maker, product and package: five, four and two. */
const packageCode = /^(\d{5})(\d{4})(\d{2})$/

/** "99999001230" is written "99999-0012-30"; what is no such code stays as it came. */
export function writtenDrugCode(code: string): string {
  return packageCode.exec(code)?.slice(1).join('-') ?? code
}

/** Maker and product, without the package: "99999-0012". What is no such code stands for itself. */
export function productCode(code: string): string {
  return packageCode.exec(code)?.slice(1, 3).join('-') ?? code
}
