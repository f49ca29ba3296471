/**
 * SHA-256 of what the golden song sounds like, float32: the same in every host, with any number of threads and any blocks. An engine that
 * sounds otherwise has another one, and everything that was rendered before it is stale.
 */
export const engineVersion = '4bb3ff363c3e19224ead5ad29e23a948d75147e74dec3f746ce4790971719ac7'
