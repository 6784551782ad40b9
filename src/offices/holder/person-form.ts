import { entryOf } from '../../consent/index.ts';
import { checkPersonRecord, createPerson, documentTypes, type PersonRecord } from '../../keys/index.ts';
import { dayOf } from '../../law/index.ts';
import { systemScope } from '../../platform/db/index.ts';
import { checkbox, errorFor, type Html, html, radios, select } from '../../platform/html/index.ts';
import { isRefusal } from '../../platform/refusal.ts';
import type { Lang } from '../../platform/text.ts';
import { insertEntries } from '../../record/index.ts';
import { commonWords } from './common.messages.ts';
import type { Desk, HolderDeps } from './deps.ts';
import { area, dayField, line, type Sheet } from './fields.ts';
import { dayOfParts, type Given, textOf, ticked } from './given.ts';
import type { Found, Handle } from './look-up.ts';
import { peopleWords } from './people.messages.ts';
import { refusedText, type Trouble } from './trouble.ts';

const typeOptions = (lang: Lang) =>
  Object.entries(documentTypes).map(([value, type]) => ({ value, text: type.name[lang] }));

/** By what a person is found: the number in the document, or the document itself. `prefix` where two people stand on one form. */
export function findFields(sheet: Sheet, prefix = ''): Html {
  const { lang, given, trouble } = sheet;
  const words = peopleWords[lang];
  const name = (field: string): string => `${prefix}${field}`;
  return radios({
    lang,
    name: name('by'),
    label: words.by,
    value: textOf(given, name('by')) || 'pin',
    error: errorFor(trouble.errors, name('by')),
    items: [
      {
        value: 'pin',
        text: words.byPin,
        reveal: line(sheet, {
          name: name('pin'),
          label: commonWords[lang].pin,
          hint: commonWords[lang].pinHint,
          width: 20,
          inputmode: 'numeric',
          autocomplete: 'off',
        }),
      },
      {
        value: 'document',
        text: words.byDocument,
        reveal: html`${select({ lang, name: name('documentType'), label: words.documentType, empty: true, options: typeOptions(lang), value: textOf(given, name('documentType')), error: errorFor(trouble.errors, name('documentType')) })}${line(sheet, { name: name('documentSeries'), label: words.documentSeries, width: 5 })}${line(sheet, { name: name('documentNumber'), label: words.documentNumber, width: 10 })}`,
      },
    ],
  });
}

export const handleOf = (given: Given, prefix = ''): Handle =>
  textOf(given, `${prefix}by`) === 'document'
    ? {
        by: 'document',
        type: textOf(given, `${prefix}documentType`),
        series: textOf(given, `${prefix}documentSeries`),
        number: textOf(given, `${prefix}documentNumber`),
      }
    : { by: 'pin', pin: textOf(given, `${prefix}pin`) };

/** A person who is not in the vault yet: what the document says. */
export function personFields(sheet: Sheet): Html {
  const { lang, given, trouble } = sheet;
  const words = peopleWords[lang];
  const box = (name: string, text: string): Html =>
    checkbox({ lang, name, text, value: 'yes', checked: ticked(given, name), error: errorFor(trouble.errors, name) });
  return html`${line(sheet, { name: 'surname', label: words.surname })}${line(sheet, { name: 'givenName', label: words.givenName })}${line(sheet, { name: 'patronymic', label: words.patronymic })}${box('noPatronymic', words.noPatronymic)}
${dayField(sheet, { name: 'birthDate', label: words.birth, birthday: true })}
${line(sheet, { name: 'pin', label: commonWords[lang].pin, width: 20, inputmode: 'numeric', autocomplete: 'off' })}${box('noPin', words.noPin)}
${select({ lang, name: 'documentType', label: words.documentType, empty: true, options: typeOptions(lang), value: textOf(given, 'documentType'), error: errorFor(trouble.errors, 'documentType') })}
${line(sheet, { name: 'documentSeries', label: words.documentSeries, width: 5 })}${line(sheet, { name: 'documentNumber', label: words.documentNumber, width: 10 })}
${dayField(sheet, { name: 'issuedOn', label: words.issuedOn })}${line(sheet, { name: 'issuedBy', label: words.issuedBy })}
${area(sheet, { name: 'address', label: words.address, rows: 2 })}
${line(sheet, { name: 'phone', label: words.phone, hint: words.phoneHint, type: 'tel', width: 20, optional: true })}${line(sheet, { name: 'email', label: words.email, type: 'email', optional: true })}
${box('originalSeen', words.originalSeen)}`;
}

const fieldNames: Readonly<Record<string, string>> = {
  pin: 'pin',
  surname: 'surname',
  givenName: 'givenName',
  patronymic: 'patronymic',
  birthDate: 'birthDate',
  'address/text': 'address',
  'documents/0/type': 'documentType',
  'documents/0/series': 'documentSeries',
  'documents/0/number': 'documentNumber',
  'documents/0/issuedOn': 'issuedOn',
  'documents/0/issuedBy': 'issuedBy',
};

/** Records a person from the document that the clerk holds in hand; everything wrong is said at once. */
export async function recordPerson(deps: HolderDeps, desk: Desk, lang: Lang, given: Given): Promise<Found | Trouble> {
  const contacts = [
    ...(textOf(given, 'phone') === '' ? [] : [{ kind: 'phone' as const, value: textOf(given, 'phone') }]),
    ...(textOf(given, 'email') === '' ? [] : [{ kind: 'email' as const, value: textOf(given, 'email') }]),
  ];
  const day = (name: string): string => dayOfParts(given, name) ?? '';
  const input: PersonRecord = {
    pin: ticked(given, 'noPin') ? null : textOf(given, 'pin'),
    surname: textOf(given, 'surname'),
    givenName: textOf(given, 'givenName'),
    patronymic: ticked(given, 'noPatronymic') ? null : textOf(given, 'patronymic'),
    birthDate: day('birthDate'),
    documents: [
      {
        type: textOf(given, 'documentType') as never,
        series: textOf(given, 'documentSeries'),
        number: textOf(given, 'documentNumber'),
        issuedOn: day('issuedOn'),
        issuedBy: textOf(given, 'issuedBy'),
      },
    ],
    address: { kind: 'residence', text: textOf(given, 'address') },
    contacts,
  };
  const checked = checkPersonRecord(input, dayOf(deps.clock.now()));
  const contactField = (field: string): string | undefined => {
    const found = /^contacts\/(\d)\/value$/.exec(field);
    return found === null ? undefined : contacts[Number(found[1])]?.kind;
  };
  const unseen = ticked(given, 'originalSeen') ? [] : [{ field: 'originalSeen', text: commonWords[lang].required }];
  if (!checked.ok || unseen.length > 0) {
    const refusals = checked.ok ? [] : checked.refusals;
    return {
      errors: [
        ...refusals.map((one) => ({
          text: one.text[lang],
          ...(one.field === undefined ? {} : { field: fieldNames[one.field] ?? contactField(one.field) ?? one.field }),
        })),
        ...unseen,
      ],
      law: [...new Set(refusals.flatMap((one) => one.law))],
    };
  }
  const created = await deps.consent.db.tx(systemScope('a clerk records a person from the document'), async (tx) => {
    const made = await createPerson(deps.consent.keys, tx, checked.record, deps.clock.real());
    if (isRefusal(made)) return made;
    const subjectId = deps.consent.keys.subjectIdOf(made.personId, desk.holderId);
    await insertEntries(tx, [
      entryOf(deps.consent.clock, deps.consent.profile, {
        type: 'subject.recorded',
        actor: { kind: 'account', id: desk.accountId, role: 'clerk' },
        holder: desk.holderId,
        subject: subjectId,
        object: { kind: 'subject', id: subjectId },
        data: {
          withPin: checked.record.pin !== null,
          documentType: checked.record.documents[0]!.type,
          originalSeen: true,
        },
      }),
    ]);
    tx.onCommit(deps.consent.poke);
    return { subjectId, personId: made.personId };
  });
  return isRefusal(created)
    ? { errors: [{ text: refusedText(lang, created), field: 'pin' }], law: created.law }
    : created;
}
