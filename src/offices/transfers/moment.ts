/** A moment as a clerk writes it in Bishkek (UTC+6 all year): "2026-11-24 15:30"; null: it is none. */
export function bishkekMoment(typed: string): Date | null {
  const found = /^(\d{4}-\d\d-\d\d)[ T](\d\d:\d\d)$/.exec(typed);
  if (found === null) return null;
  const at = new Date(`${found[1]}T${found[2]}:00+06:00`);
  // 30 February is no day that rolls over.
  if (Number.isNaN(at.getTime())) return null;
  const same = new Date(at.getTime() + 6 * 3_600_000).toISOString().slice(0, 16);
  return same !== `${found[1]}T${found[2]}` ? null : at;
}
