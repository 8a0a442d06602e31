/** CPU time of a process, where the system tells (Linux). */
import { readFile } from 'node:fs/promises';

const msPerTick = 10; // USER_HZ is 100 on every Linux that Node runs on

/** CPU time of a process so far in milliseconds; undefined where it cannot be told. */
export async function cpuMs(pid: number): Promise<number | undefined> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => undefined);
  // Fields 14 and 15, utime and stime (proc(5)); the name before them may hold spaces.
  const fields = stat?.slice(stat.lastIndexOf(')') + 2).split(' ');
  const [user, system] = [Number(fields?.[11]), Number(fields?.[12])];
  return Number.isNaN(user + system) ? undefined : (user + system) * msPerTick;
}
