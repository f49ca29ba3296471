import { Readable } from 'node:stream'
import { readSpans } from '../serve/read-spans.ts'
import { type PageAnswer, type Served, sentence, serve } from '../serve/serve.ts'
import { isAppUrl } from './policy.ts'

/** Answers requests of the app scheme as the loopback shell answers its own: the same files, ranges and headers. */
export function createSchemeHandler(served: Served): (request: Request) => Promise<Response> {
  return async (request) => {
    const answer = isAppUrl(request.url)
      ? await serve(
          {
            method: request.method,
            pathname: new URL(request.url).pathname,
            range: request.headers.get('range'),
          },
          served,
        )
      : sentence(403, 'Only the page of Mixwright itself may ask here.', served)
    return toResponse(answer)
  }
}

function toResponse({ status, headers, body }: PageAnswer): Response {
  const init = { status, headers }
  if (body === null || typeof body === 'string') return new Response(body, init)
  return new Response(Readable.toWeb(Readable.from(readSpans(body))) as ReadableStream, init)
}
