import { songsBesideAlbum } from '../../shared/model/album-adding.ts'
import {
  addSongs,
  assignCodes,
  moveSelected,
  nudgeJoins,
  removeSelected,
  selectedItems,
  setJoin,
  toggleHidden,
} from '../album/album-actions.ts'
import { placedNow } from '../album/album-facts.ts'
import { chooseAlbumFiles } from '../album/album-import.ts'
import { type AlbumTab, selectItems, setAlbumView } from '../album/album-view.ts'
import { chooseCsv, exportCsv } from '../album/titles-table.tsx'
import { documentStore } from '../document/document-store.ts'
import { type Command, hasProject } from './command.ts'
import { setView, useView } from './view-state.ts'

const onAlbum = () => hasProject() && useView.getState().page === 'album'
const hasItems = () => onAlbum() && selectedItems().length > 0
const rate = () => documentStore.getState().document?.project.sampleRate ?? 0

/** The Album page comes first, since what is asked for is seen there. */
function there(run: () => void): () => void {
  return () => {
    setView({ page: 'album' })
    run()
  }
}

function tab(id: string, label: string, to: AlbumTab): Command {
  return { id, label, group: 'Album', keys: [], run: there(() => setAlbumView({ tab: to })), enabled: hasProject }
}

/** Joins of every selected track, to one length. */
function joinAll(frames: () => number): () => void {
  return () => {
    for (const { id } of selectedItems()) setJoin(id, frames())
  }
}

/** What can be done with the album. */
export const albumPageCommands: readonly Command[] = [
  {
    id: 'albumAddSongs',
    label: 'Add songs to the album…',
    group: 'Album',
    keys: [],
    run: there(() => setAlbumView({ dialog: 'songs' })),
    enabled: hasProject,
  },
  {
    id: 'albumAddAll',
    label: 'Add every song to the album',
    group: 'Album',
    keys: [],
    run: there(() => {
      const { document } = documentStore.getState()
      if (document) void addSongs(songsBesideAlbum(document))
    }),
    enabled: hasProject,
  },
  {
    id: 'albumAddFiles',
    label: 'Add masters or mixes to the album…',
    group: 'Album',
    keys: [],
    run: there(chooseAlbumFiles),
    enabled: hasProject,
  },
  {
    id: 'albumSelectAll',
    label: 'Select every track of the album',
    group: 'Album',
    keys: [],
    run: () => selectItems(placedNow().map(({ itemId }) => itemId)),
    enabled: onAlbum,
  },
  {
    id: 'albumEarlier',
    label: 'Move the track earlier on the album',
    group: 'Album',
    keys: [],
    run: () => void moveSelected(-1),
    enabled: hasItems,
  },
  {
    id: 'albumLater',
    label: 'Move the track later on the album',
    group: 'Album',
    keys: [],
    run: () => void moveSelected(1),
    enabled: hasItems,
  },
  {
    id: 'albumNoGap',
    label: 'Let the track follow straight on',
    group: 'Album',
    keys: [],
    run: joinAll(() => 0),
    enabled: hasItems,
  },
  {
    id: 'albumGap',
    label: 'Wait 2 seconds before the track',
    group: 'Album',
    keys: [],
    run: joinAll(() => 2 * rate()),
    enabled: hasItems,
  },
  {
    id: 'albumGapMore',
    label: 'Begin the track 0.1 s later',
    group: 'Album',
    keys: [],
    run: () => nudgeJoins(Math.round(rate() / 10)),
    enabled: hasItems,
  },
  {
    id: 'albumGapLess',
    label: 'Begin the track 0.1 s earlier',
    group: 'Album',
    keys: [],
    run: () => nudgeJoins(-Math.round(rate() / 10)),
    enabled: hasItems,
  },
  {
    id: 'albumHide',
    label: 'Hide or show the track on the album',
    group: 'Album',
    keys: [],
    run: toggleHidden,
    enabled: hasItems,
  },
  {
    id: 'albumRemove',
    label: 'Take the track off the album',
    group: 'Album',
    keys: [],
    run: () => void removeSelected(),
    enabled: hasItems,
  },
  tab('albumTracks', 'Tracks of the album', 'tracks'),
  tab('albumTitles', 'Titles and codes of the album', 'titles'),
  tab('albumRecord', 'Title, cover and EAN of the album', 'record'),
  tab('albumRack', 'The album’s own rack', 'rack'),
  {
    id: 'albumCodes',
    label: 'Give ISRCs to all tracks without',
    group: 'Album',
    keys: [],
    run: there(() => void assignCodes()),
    enabled: hasProject,
  },
  {
    id: 'albumCsvIn',
    label: 'Read titles from a CSV…',
    group: 'Album',
    keys: [],
    run: there(chooseCsv),
    enabled: hasProject,
  },
  { id: 'albumCsvOut', label: 'Save titles as CSV', group: 'Album', keys: [], run: exportCsv, enabled: hasProject },
]
