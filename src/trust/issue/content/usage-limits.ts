import {
  context,
  der,
  DerError,
  type DerNode,
  expect,
  fields,
  inside,
  readGeneralizedTime,
  readSmallInteger,
  readText,
  tags,
} from '../../der/index.ts';
import { listWithin, maybe, readListWithin, readTextWithin, textWithin } from './sized.ts';

// ES-17.2.6, ES-11.4, ES-17.6.2: limits on use, as words for people and as rules for programs.

export type Amount = { readonly currency: string; readonly amount: number; readonly exponent: number };
export type Period = { readonly from?: Date; readonly until?: Date };
export type LimitRule =
  | { readonly kind: 'documentKinds'; readonly values: readonly string[] }
  | { readonly kind: 'informationSystems'; readonly values: readonly string[] }
  | { readonly kind: 'counterparties'; readonly values: readonly string[] }
  | { readonly kind: 'maxAmount'; readonly value: Amount }
  | { readonly kind: 'period'; readonly value: Period };
export type LangText = { readonly lang: string; readonly text: string };
export type UsageLimits = { readonly text: readonly LangText[]; readonly rules?: readonly LimitRule[] };

const ruleKinds = ['documentKinds', 'informationSystems', 'counterparties', 'maxAmount', 'period'] as const;

/** @throws RangeError */
export const usageLimits = ({ text, rules }: UsageLimits): Buffer =>
  der.sequence(
    listWithin(
      text.map((one) => {
        if (!/^[a-z]{2}$/.test(one.lang)) throw new RangeError('a language code of two letters');
        return der.sequence(der.printableString(one.lang), textWithin(one.text, 2000));
      }),
      4,
    ),
    rules && listWithin(rules.map(limitRule), 32),
  );

function limitRule(rule: LimitRule): Buffer {
  const number = ruleKinds.indexOf(rule.kind);
  switch (rule.kind) {
    case 'maxAmount':
      return der.explicit(number, monetaryValue(rule.value));
    case 'period':
      return der.explicit(
        number,
        der.sequence(
          maybe(0, rule.value.from && der.generalizedTime(rule.value.from)),
          maybe(1, rule.value.until && der.generalizedTime(rule.value.until)),
        ),
      );
    default:
      return der.explicit(
        number,
        listWithin(
          rule.values.map((value) => textWithin(value, 1000)),
          64,
        ),
      );
  }
}

/** EN 319 412-5 MonetaryValue: amount times ten to the power of `exponent`. @throws RangeError */
export function monetaryValue({ currency, amount, exponent }: Amount): Buffer {
  if (!/^[A-Z]{3}$/.test(currency)) throw new RangeError('a currency code of three letters');
  return der.sequence(der.printableString(currency), der.integer(amount), der.integer(exponent));
}

/** @throws DerError */
export function readMonetaryValue(node: DerNode): Amount {
  const f = fields(node);
  const currency = readText(f.next(tags.printableString));
  const [amount, exponent] = [readSmallInteger(f.next(), 0, 2 ** 47 - 1), readSmallInteger(f.next(), -18, 18)];
  f.end();
  return { currency, amount, exponent };
}

/** @throws DerError */
export function readUsageLimits(node: DerNode): UsageLimits {
  const f = fields(node);
  const text = readListWithin(f.next(), 4, (one) => {
    const g = fields(one);
    const value = { lang: readText(g.next(tags.printableString)), text: readTextWithin(g.next(), 2000) };
    g.end();
    return value;
  });
  const rules = f.optional(tags.sequence);
  f.end();
  return { text, ...(rules === undefined ? {} : { rules: readListWithin(rules, 32, readLimitRule) }) };
}

function readLimitRule(node: DerNode): LimitRule {
  const kind = ruleKinds.find((_, number) => node.tag === context(number));
  if (kind === undefined) throw new DerError('unexpected', node.start, 'a limit the profile does not know');
  const value = expect(inside(node), tags.sequence);
  if (kind === 'maxAmount') return { kind, value: readMonetaryValue(value) };
  if (kind !== 'period') return { kind, values: readListWithin(value, 64, (one) => readTextWithin(one, 1000)) };
  const f = fields(value);
  const [from, until] = [f.optionalExplicit(0), f.optionalExplicit(1)];
  f.end();
  return {
    kind,
    value: {
      ...(from === undefined ? {} : { from: readGeneralizedTime(from) }),
      ...(until === undefined ? {} : { until: readGeneralizedTime(until) }),
    },
  };
}
