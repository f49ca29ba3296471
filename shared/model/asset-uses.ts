import type { Document, Id } from './document.ts'

/** What plays an asset of the pool, named one by one, as in "the clip “Kick”". */
export function usesOfAsset(document: Document, assetId: Id): string[] {
  const uses: string[] = []
  for (const clips of Object.values(document.clips))
    for (const clip of Object.values(clips)) if (clip.assetId === assetId) uses.push(`the clip “${clip.name}”`)
  const namesOf = (devices: Document['devices']) =>
    Object.values(devices).flatMap((owned) =>
      Object.values(owned)
        .filter(({ fileAssetId }) => fileAssetId === assetId)
        .map(({ kind }) => `the ${kind}`),
    )
  uses.push(...namesOf(document.devices).map((name) => `${name} of a strip`))
  for (const { slots } of Object.values(document.racks))
    for (const [slot, state] of Object.entries(slots))
      if (state)
        uses.push(...namesOf({ [slot]: state.devices }).map((device) => `${device} of the rack on button ${slot}`))
  for (const { name, state } of Object.values(document.snapshots))
    uses.push(...namesOf(state.devices).map((device) => `${device} of the snapshot “${name}”`))
  for (const { name, frozen } of Object.values(document.tracks))
    if (frozen?.assetId === assetId) uses.push(`the frozen track “${name}”`)
  for (const item of Object.values(document.albumItems))
    if (item.assetId === assetId) uses.push(`the album's “${item.title}”`)
  for (const { name, assetId: used } of Object.values(document.references))
    if (used === assetId) uses.push(`the reference “${name}”`)
  return uses
}
