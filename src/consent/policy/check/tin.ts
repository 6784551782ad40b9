// The check digit of an organisation's TIN: weights 1..10,1,2,3; where the remainder is 10, weights 3..10,1..5; then 0.

const first = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 1, 2, 3];
const second = [3, 4, 5, 6, 7, 8, 9, 10, 1, 2, 3, 4, 5];

export function tinShape(tin: string): 'right' | 'check_digit' | 'wrong' {
  if (!/^\d{14}$/.test(tin)) return 'wrong';
  const digits = Array.from(tin, Number);
  return checkDigit(digits.slice(0, 13)) === digits[13] ? 'right' : 'check_digit';
}

function checkDigit(digits: readonly number[]): number {
  const remainder = (weights: readonly number[]): number =>
    digits.reduce((sum, digit, index) => sum + digit * (weights[index] ?? 0), 0) % 11;
  const once = remainder(first);
  if (once < 10) return once;
  const twice = remainder(second);
  return twice < 10 ? twice : 0;
}
