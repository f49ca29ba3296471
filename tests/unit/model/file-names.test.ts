import { describe, expect, test } from 'vitest'
import { matchByName } from '../../../shared/model/file-names.ts'

function tracks(...names: string[]) {
  return names.map((name) => ({ key: name, name }))
}

function matches(files: string[], names: string[]): (string | undefined)[] {
  const found = matchByName(files, tracks(...names))
  return files.map((_, index) => found.get(index))
}

describe('a file means the track of its name', () => {
  test.each([
    ['Kick.wav', 'Kick'],
    ['KICK.WAV', 'Kick'],
    ['01 Kick.flac', 'Kick'],
    ['Kick.wav', '01 Kick'],
    ['3. Kick.wav', '12_Kick'],
    ['Kick_v2.wav', 'Kick'],
    ['Kick (1).wav', 'Kick'],
    ['Kick-take3.aiff', 'Kick'],
    ['02-Lead Vox_v3 (2).wav', 'lead vox'],
    ['Lead_Vox_final.mp3', 'Lead Vox'],
    ['Bass copy 2.wav', 'Bass'],
    ['Kick', 'Kick_v4'],
    ['Ärger.wav', 'A\u0308rger'],
  ])('%s means %s', (file, track) => {
    expect(matches([file], ['Other', track])).toEqual([track])
  })

  test.each([
    ['Gtr 2.wav', 'Gtr 1'],
    ['808 Bass.wav', 'Bass'],
    ['Bass.wav', 'Bass DI'],
    ['Snare Top.wav', 'Snare'],
    ['Renew.wav', 'Re'],
    ['Bassv2.wav', 'Bass'],
  ])('%s does not mean %s', (file, track) => {
    expect(matches([file], [track])).toEqual([undefined])
  })

  test('a name that is nothing but a revision is a name', () => {
    expect(matches(['take1.wav', 'v2.wav', '01.wav'], ['Take1', 'Kick', '01'])).toEqual(['Take1', undefined, '01'])
  })
})

test('of several that could be meant the nearest name wins, and each is meant once', () => {
  expect(matches(['Kick_v2.wav', 'Kick.wav'], ['Kick', '02 Kick'])).toEqual(['02 Kick', 'Kick'])
  expect(matches(['Kick_v1.wav', 'Kick_v2.wav'], ['Kick'])).toEqual(['Kick', undefined])
  expect(matches(['Gtr (1).wav', 'Gtr (2).wav'], ['Gtr', '04 Gtr'])).toEqual(['Gtr', '04 Gtr'])
})
