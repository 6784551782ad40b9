import type { Hash } from './merkle.ts';
import { formatNote, NoteError, type NoteSigner, openNote, parseNote, strictBase64, type Verifier } from './note.ts';

// C2SP tlog-checkpoint: the log's promise "at this size my root is this".

export type Checkpoint = { readonly origin: string; readonly size: number; readonly root: Hash };

export function checkpointText({ origin, size, root }: Checkpoint): string {
  if (origin === '' || origin.includes('\n')) throw new NoteError('an origin is one line');
  return `${origin}\n${size}\n${Buffer.from(root).toString('base64')}\n`;
}

export function parseCheckpointText(text: string): Checkpoint {
  const lines = text.split('\n');
  const [origin, size, root] = lines;
  // Extension lines are refused: no monitor can audit them, and ours never writes any.
  if (lines.length !== 4 || lines[3] !== '' || !origin) throw new NoteError('not a checkpoint');
  if (!size || !/^(0|[1-9]\d{0,15})$/.test(size) || !Number.isSafeInteger(Number(size)))
    throw new NoteError('not a checkpoint: its size');
  const hash = strictBase64(root ?? '');
  if (hash?.length !== 32) throw new NoteError('not a checkpoint: its root');
  return { origin, size: Number(size), root: hash };
}

export function signCheckpoint(checkpoint: Checkpoint, signer: NoteSigner): string {
  const text = checkpointText(checkpoint);
  return formatNote(text, [signer.sign(text)]);
}

/** A checkpoint signed by the log's own key; `log.name` is the origin it must speak for. */
export function openCheckpoint(note: string, log: Verifier): Checkpoint {
  const checkpoint = parseCheckpointText(openNote(note, [log]).text);
  if (checkpoint.origin !== log.name) throw new NoteError('the checkpoint speaks for another log');
  return checkpoint;
}

/** The checkpoint in a note whose signatures nobody has checked yet. */
export const peekCheckpoint = (note: string): Checkpoint => parseCheckpointText(parseNote(note).text);
