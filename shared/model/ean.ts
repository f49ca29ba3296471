/** The last digit of an EAN-13 from its first twelve: it makes the weighted sum of all thirteen a multiple of ten. */
function checkDigit(digits: string): number {
  const sum = [...digits.slice(0, 12)].reduce((total, digit, index) => total + Number(digit) * (index % 2 ? 3 : 1), 0)
  return (10 - (sum % 10)) % 10
}

/** Thirteen digits of which the last one is right. */
export function isEan13(text: string): boolean {
  return /^\d{13}$/.test(text) && Number(text[12]) === checkDigit(text)
}

/**
 * An EAN or UPC-A as it is typed, with or without spaces and hyphens: null for an empty text, or a sentence that says which
 * digit would be right. A UPC-A gets the zero before its twelve digits that makes it an EAN.
 */
export function readEan(text: string): { ean: string | null } | { fault: string } {
  const digits = text.replace(/[\s-]/g, '')
  if (digits === '') return { ean: null }
  if (!/^\d+$/.test(digits)) return { fault: 'An EAN or UPC has nothing but digits.' }
  const upc = `0${digits}`
  if (digits.length === 11) return { fault: `A UPC-A that begins so ends in ${checkDigit(upc)}.` }
  if (digits.length === 12) {
    if (isEan13(upc)) return { ean: upc }
    return {
      fault: `As a UPC-A this would end in ${checkDigit(upc)}; as an EAN one digit is missing: ${checkDigit(digits)}.`,
    }
  }
  if (digits.length !== 13) return { fault: `An EAN has 13 digits and a UPC-A 12; this has ${digits.length}.` }
  return isEan13(digits)
    ? { ean: digits }
    : { fault: `The last digit of this EAN is ${checkDigit(digits)}, not ${digits[12]}.` }
}
