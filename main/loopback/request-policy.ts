import type { IncomingHttpHeaders } from 'node:http'

/**
 * Why a request is not from the page this shell served, as a sentence; null when it may be. A foreign Host is another site's
 * name pointed at this machine (DNS rebinding); a foreign Origin or fetch site is another page.
 */
export function foreignRequest(headers: IncomingHttpHeaders, port: number): string | null {
  if (headers.host !== `127.0.0.1:${port}`) return `This address is only answered as 127.0.0.1:${port}.`
  if (headers.origin !== undefined && headers.origin !== `http://127.0.0.1:${port}`) {
    return 'Only the page of Mixwright itself may ask here.'
  }
  const site = headers['sec-fetch-site']
  const isNavigation = headers['sec-fetch-mode'] === 'navigate' && headers['sec-fetch-dest'] === 'document'
  if (!isNavigation && (site === 'cross-site' || site === 'same-site')) {
    return 'Only the page of Mixwright itself may ask here.'
  }
  return null
}
