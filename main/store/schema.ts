import { index, integer, primaryKey, real, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import type {
  Album,
  AlbumItem,
  AutomationLane,
  AutomationPoint,
  AutomationTarget,
  Clip,
  Device,
  Id,
  PanLaw,
  Project,
  Rack,
  Send,
  Snapshot,
  Song,
  TempoPoint,
  TimeSignature,
  Track,
} from '../../shared/model/document.ts'

/** The tables of project.db as the newest migration leaves them. Rows are the document's records, column for field. */

const flag = (name: string) => integer(name, { mode: 'boolean' }).notNull()

export const project = sqliteTable('project', {
  id: text('id').primaryKey(),
  name: text('name').notNull(),
  sampleRate: integer('sample_rate').$type<Project['sampleRate']>().notNull(),
  createdAt: text('created_at').notNull(),
})

export const songs = sqliteTable('songs', {
  id: text('id').primaryKey(),
  title: text('title').notNull(),
  order: real('order').notNull(),
  tempoBpm: real('tempo_bpm').notNull(),
  beatsPerBar: integer('beats_per_bar').notNull(),
  beatUnit: integer('beat_unit').$type<Song['beatUnit']>().notNull(),
  startFrame: integer('start_frame').notNull(),
  endFrame: integer('end_frame'),
  loopStartFrame: integer('loop_start_frame').notNull(),
  loopEndFrame: integer('loop_end_frame').notNull(),
  loopOn: flag('loop_on'),
  targetLufs: real('target_lufs'),
  tempoShape: text('tempo_shape').$type<Song['tempoShape']>().notNull(),
})

export const tracks = sqliteTable(
  'tracks',
  {
    id: text('id').primaryKey(),
    songId: text('song_id').notNull(),
    kind: text('kind').$type<Track['kind']>().notNull(),
    name: text('name').notNull(),
    colour: integer('colour').notNull(),
    order: real('order').notNull(),
    trimDb: real('trim_db').notNull(),
    polarityInverted: flag('polarity_inverted'),
    faderDb: real('fader_db').notNull(),
    pan: real('pan').notNull(),
    panLaw: real('pan_law').$type<PanLaw>().notNull(),
    panMode: text('pan_mode').$type<Track['panMode']>().notNull(),
    mute: flag('mute'),
    solo: flag('solo'),
    soloSafe: flag('solo_safe'),
    outputId: text('output_id'),
    height: integer('height').notNull(),
    channelMode: text('channel_mode').$type<Track['channelMode']>().notNull(),
    delayFrames: integer('delay_frames').notNull(),
    panWidth: real('pan_width').notNull(),
    faderTrimDb: real('fader_trim_db').notNull(),
    folded: flag('folded'),
    frozen: text('frozen', { mode: 'json' }).$type<Track['frozen']>(),
    notes: text('notes').notNull(),
  },
  (table) => [index('tracks_by_song').on(table.songId), index('tracks_by_output').on(table.outputId)],
)

export const assets = sqliteTable('assets', {
  id: text('id').primaryKey(),
  name: text('name').notNull(),
  sourceHash: text('source_hash').notNull(),
  poolHash: text('pool_hash').notNull(),
  originalName: text('original_name').notNull(),
  sourceFormat: text('source_format').notNull(),
  sourceRate: integer('source_rate').notNull(),
  sourceChannels: integer('source_channels').notNull(),
  channelIndex: integer('channel_index'),
  channels: integer('channels').$type<1 | 2>().notNull(),
  frames: integer('frames').notNull(),
  notes: text('notes', { mode: 'json' }).$type<string[]>().notNull(),
  originFrame: integer('origin_frame'),
})

export const markers = sqliteTable(
  'markers',
  {
    id: text('id').primaryKey(),
    songId: text('song_id').notNull(),
    name: text('name').notNull(),
    frame: integer('frame').notNull(),
    endFrame: integer('end_frame'),
  },
  (table) => [index('markers_by_song').on(table.songId)],
)

export const tempos = sqliteTable(
  'tempos',
  {
    id: text('id').notNull(),
    songId: text('song_id').notNull(),
    frame: integer('frame').notNull(),
    bpm: real('bpm').notNull(),
    shape: text('shape').$type<TempoPoint['shape']>().notNull(),
  },
  (table) => [primaryKey({ columns: [table.songId, table.id] })],
)

export const signatures = sqliteTable(
  'signatures',
  {
    id: text('id').notNull(),
    songId: text('song_id').notNull(),
    frame: integer('frame').notNull(),
    beatsPerBar: integer('beats_per_bar').notNull(),
    beatUnit: integer('beat_unit').$type<TimeSignature['beatUnit']>().notNull(),
  },
  (table) => [primaryKey({ columns: [table.songId, table.id] })],
)

/** A clip's id is unique on its track. */
export const clips = sqliteTable(
  'clips',
  {
    id: text('id').notNull(),
    trackId: text('track_id').notNull(),
    assetId: text('asset_id').notNull(),
    name: text('name').notNull(),
    startFrame: integer('start_frame').notNull(),
    offsetFrames: integer('offset_frames').notNull(),
    lengthFrames: integer('length_frames').notNull(),
    gainDb: real('gain_db').notNull(),
    fadeInFrames: integer('fade_in_frames').notNull(),
    fadeInShape: text('fade_in_shape').$type<Clip['fadeInShape']>().notNull(),
    fadeOutFrames: integer('fade_out_frames').notNull(),
    fadeOutShape: text('fade_out_shape').$type<Clip['fadeOutShape']>().notNull(),
    muted: flag('muted'),
    locked: flag('locked'),
    reversed: flag('reversed'),
    colour: integer('colour'),
    groupId: text('group_id'),
    loopStartFrames: integer('loop_start_frames').notNull(),
    loopFrames: integer('loop_frames').notNull(),
  },
  (table) => [primaryKey({ columns: [table.trackId, table.id] }), index('clips_by_asset').on(table.assetId)],
)

/** A device's id is unique with its owner: one of the three keys beside `ownerId` says which kind of owner that is. */
export const devices = sqliteTable(
  'devices',
  {
    id: text('id').notNull(),
    ownerId: text('owner_id').notNull(),
    trackId: text('track_id'),
    songId: text('song_id'),
    albumId: text('album_id'),
    kind: text('kind').$type<Device['kind']>().notNull(),
    order: real('order').notNull(),
    bypass: flag('bypass'),
    params: text('params', { mode: 'json' }).$type<Record<Id, number>>().notNull(),
    keyTrackId: text('key_track_id'),
    fileAssetId: text('file_asset_id'),
  },
  (table) => [
    primaryKey({ columns: [table.ownerId, table.id] }),
    index('devices_by_track').on(table.trackId),
    index('devices_by_song').on(table.songId),
    index('devices_by_album').on(table.albumId),
    index('devices_by_key').on(table.keyTrackId),
    index('devices_by_file').on(table.fileAssetId),
  ],
)

/** Mastering racks whose stages somebody has touched, under the id of their song or album; what is in them is JSON. */
export const racks = sqliteTable(
  'racks',
  {
    id: text('id').primaryKey(),
    songId: text('song_id'),
    stages: text('stages', { mode: 'json' }).$type<Rack['stages']>().notNull(),
    places: text('places', { mode: 'json' }).$type<Rack['places']>().notNull(),
    slots: text('slots', { mode: 'json' }).$type<Rack['slots']>().notNull(),
  },
  (table) => [index('racks_by_song').on(table.songId)],
)

/** A send's id is unique on its track. */
export const sends = sqliteTable(
  'sends',
  {
    id: text('id').notNull(),
    trackId: text('track_id').notNull(),
    targetId: text('target_id').notNull(),
    order: real('order').notNull(),
    levelDb: real('level_db').notNull(),
    pan: real('pan').notNull(),
    tap: text('tap').$type<Send['tap']>().notNull(),
    on: flag('on'),
  },
  (table) => [primaryKey({ columns: [table.trackId, table.id] }), index('sends_by_target').on(table.targetId)],
)

/** Automation lanes; one of two keys beside `ownerId` says whose they are. `target` is JSON. */
export const lanes = sqliteTable(
  'lanes',
  {
    id: text('id').primaryKey(),
    ownerId: text('owner_id').notNull(),
    trackId: text('track_id'),
    songId: text('song_id'),
    target: text('target', { mode: 'json' }).$type<AutomationTarget>().notNull(),
    mode: text('mode').$type<AutomationLane['mode']>().notNull(),
    order: real('order').notNull(),
  },
  (table) => [index('lanes_by_track').on(table.trackId), index('lanes_by_song').on(table.songId)],
)

/** A lane's points, some hundreds a row, as JSON. */
export const pages = sqliteTable(
  'pages',
  {
    id: text('id').notNull(),
    laneId: text('lane_id').notNull(),
    points: text('points', { mode: 'json' }).$type<AutomationPoint[]>().notNull(),
  },
  (table) => [primaryKey({ columns: [table.laneId, table.id] })],
)

/** One row, under the project's id. */
export const album = sqliteTable('album', {
  id: text('id').primaryKey(),
  title: text('title').notNull(),
  artist: text('artist').notNull(),
  albumArtist: text('album_artist').notNull(),
  year: integer('year'),
  genre: text('genre').notNull(),
  ean: text('ean'),
  catalogue: text('catalogue').notNull(),
  copyright: text('copyright').notNull(),
  label: text('label').notNull(),
  language: text('language').notNull(),
  notes: text('notes').notNull(),
  coverFile: text('cover_file'),
  isrcPrefix: text('isrc_prefix').notNull(),
  isrcNext: integer('isrc_next').notNull(),
  loudnessMode: text('loudness_mode').$type<Album['loudnessMode']>().notNull(),
  anchorItemId: text('anchor_item_id'),
  targetLufs: real('target_lufs'),
  ceilingDbtp: real('ceiling_dbtp').notNull(),
  sectorAligned: flag('sector_aligned'),
})

export const albumItems = sqliteTable(
  'album_items',
  {
    id: text('id').primaryKey(),
    kind: text('kind').$type<AlbumItem['kind']>().notNull(),
    songId: text('song_id'),
    assetId: text('asset_id'),
    order: real('order').notNull(),
    gapFrames: integer('gap_frames').notNull(),
    crossfadeFrames: integer('crossfade_frames').notNull(),
    fadeInFrames: integer('fade_in_frames').notNull(),
    fadeOutFrames: integer('fade_out_frames').notNull(),
    trimStartFrames: integer('trim_start_frames').notNull(),
    trimEndFrames: integer('trim_end_frames').notNull(),
    loudnessOffsetDb: real('loudness_offset_db').notNull(),
    title: text('title').notNull(),
    artist: text('artist').notNull(),
    composer: text('composer').notNull(),
    lyricist: text('lyricist').notNull(),
    producer: text('producer').notNull(),
    isrc: text('isrc'),
    language: text('language').notNull(),
    explicit: flag('explicit'),
    lyrics: text('lyrics').notNull(),
    fadeInShape: text('fade_in_shape').$type<AlbumItem['fadeInShape']>().notNull(),
    fadeOutShape: text('fade_out_shape').$type<AlbumItem['fadeOutShape']>().notNull(),
    hidden: flag('hidden'),
    year: integer('year'),
    genre: text('genre').notNull(),
    copyright: text('copyright').notNull(),
  },
  (table) => [index('album_items_by_song').on(table.songId), index('album_items_by_asset').on(table.assetId)],
)

/** Records to compare a mix with. */
export const references = sqliteTable(
  'reference_records',
  {
    id: text('id').primaryKey(),
    assetId: text('asset_id').notNull(),
    name: text('name').notNull(),
    order: real('order').notNull(),
    trimDb: real('trim_db').notNull(),
    startFrame: integer('start_frame').notNull(),
    endFrame: integer('end_frame'),
  },
  (table) => [index('reference_records_by_asset').on(table.assetId)],
)

/** Named mixes, each one row with its whole state as JSON. */
export const snapshots = sqliteTable(
  'snapshots',
  {
    id: text('id').primaryKey(),
    songId: text('song_id').notNull(),
    name: text('name').notNull(),
    createdAt: text('created_at').notNull(),
    state: text('state', { mode: 'json' }).$type<Snapshot['state']>().notNull(),
    slot: text('slot').$type<Snapshot['slot']>(),
  },
  (table) => [index('snapshots_by_song').on(table.songId)],
)

export const linkGroups = sqliteTable(
  'link_groups',
  {
    id: text('id').primaryKey(),
    songId: text('song_id').notNull(),
    name: text('name').notNull(),
    colour: integer('colour').notNull(),
    trackIds: text('track_ids', { mode: 'json' }).$type<Id[]>().notNull(),
    faders: flag('faders'),
    mutes: flag('mutes'),
    solos: flag('solos'),
    on: flag('on'),
  },
  (table) => [index('link_groups_by_song').on(table.songId)],
)

/** Every edit that stands or can be brought back, oldest first. `edit` is JSON, `patches` and `inverse` are as packPatches writes them. */
export const history = sqliteTable(
  'history',
  {
    seq: integer('seq').primaryKey(),
    time: integer('time').notNull(),
    label: text('label').notNull(),
    edit: text('edit').notNull(),
    patches: text('patches').notNull(),
    inverse: text('inverse').notNull(),
    undone: flag('undone'),
  },
  (table) => [index('history_by_undone').on(table.undone)],
)

/** Single numbers by name: `seq` is the number of the newest change. */
export const meta = sqliteTable('meta', { name: text('name').primaryKey(), value: integer('value').notNull() })
