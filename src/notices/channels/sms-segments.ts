// How many SMS a text costs (3GPP TS 23.038, 23.040). One letter outside the 7-bit alphabet, and all Kyrgyz and Russian
// ones are, makes the whole message UCS-2: 70 characters, or 67 a part.

const gsmBasic = new Set(
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà',
);
const gsmExtended = new Set('\f^{}\\[~]|€');

export type SmsSize = { readonly alphabet: 'gsm7' | 'ucs2'; readonly units: number; readonly segments: number };

export function smsSize(text: string): SmsSize {
  const letters = Array.from(text);
  if (letters.every((letter) => gsmBasic.has(letter) || gsmExtended.has(letter))) {
    const costs = letters.map((letter) => (gsmExtended.has(letter) ? 2 : 1));
    return { alphabet: 'gsm7', ...parts(costs, 160, 153) };
  }
  return {
    alphabet: 'ucs2',
    ...parts(
      letters.map((letter) => letter.length),
      70,
      67,
    ),
  };
}

// An escape pair or a surrogate pair is never cut in two, so a part may stay one unit short.
function parts(costs: readonly number[], whole: number, part: number): { units: number; segments: number } {
  const units = costs.reduce((sum, cost) => sum + cost, 0);
  if (units <= whole) return { units, segments: 1 };
  let [segments, used] = [1, 0];
  for (const cost of costs) {
    if (used + cost > part) [segments, used] = [segments + 1, 0];
    used += cost;
  }
  return { units, segments };
}
