/** Positions of the messages that commands of this machine send: a file per position, so that two never get the same. */
import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** A position of a conversation, taken. */
export interface Position {
  seq: number;
  /** Gives it back: nothing was sent under it. */
  giveBack(): Promise<void>;
}

/** Takes the next position of a conversation, from 1; `folder` is the conversation's own. */
export async function takePosition(folder: string): Promise<Position> {
  await mkdir(folder, { recursive: true });
  const taken = (await readdir(folder)).map(Number).filter(Number.isSafeInteger);
  for (let seq = Math.max(0, ...taken) + 1; ; seq++) {
    const file = join(folder, String(seq));
    if (await isNew(file)) return { seq, giveBack: () => rm(file, { force: true }) };
  }
}

async function isNew(file: string): Promise<boolean> {
  try {
    await writeFile(file, '', { flag: 'wx' });
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  }
}
