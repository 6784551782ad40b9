import type { Text3 } from '../platform/text.ts';

// What can be done with personal data: the eight operations of the form (CP-F-22, SP-14) and every verb of PD-3.17.

export type Operation = {
  readonly code: string;
  readonly label: Text3;
  /** The requirements that name it. */
  readonly law: readonly string[];
  /** Which tick-box of the standard form covers it: 1 processing, 2 transfer, 3 cross-border transfer. */
  readonly box: 1 | 2 | 3;
};

const op = (code: string, law: readonly string[], box: 1 | 2 | 3, ky: string, ru: string, en: string): Operation => ({
  code,
  law,
  box,
  label: { ky, ru, en },
});

const form = ['CP-F-22', 'SP-14'] as const;
const both = [...form, 'PD-3.17'] as const;
const draft = ['PD-3.17'] as const;

/** Closed list; each verb of the norms has exactly one code. */
export const operations: readonly Operation[] = [
  op('collect', both, 1, 'топтоо', 'сбор', 'collecting'),
  op('record', both, 1, 'жазуу', 'запись', 'recording'),
  op('store', both, 1, 'сактоо', 'хранение', 'storing'),
  op('update', form, 1, 'актуалдаштыруу', 'актуализация', 'updating'),
  op('group', form, 1, 'топтоштуруу', 'группировка', 'grouping'),
  op('block', form, 1, 'бөгөт коюу', 'блокирование', 'blocking'),
  op('erase', both, 1, 'өчүрүү', 'стирание', 'erasing'),
  op('destroy', both, 1, 'бузуу', 'разрушение', 'destroying'),
  op('organise', draft, 1, 'уюштуруу', 'организация', 'organising'),
  op('structure', draft, 1, 'түзүмдөштүрүү', 'структурирование', 'structuring'),
  op('accumulate', draft, 1, 'чогултуп жыйноо', 'накопление', 'accumulating'),
  op('adapt', draft, 1, 'ылайыкташтыруу же өзгөртүү', 'адаптация или изменение', 'adapting or changing'),
  op('load', draft, 1, 'жүктөө', 'загрузка', 'loading'),
  op('view', draft, 1, 'көрүү', 'просмотр', 'viewing'),
  op('use', draft, 1, 'пайдалануу', 'использование', 'using'),
  op('match', draft, 1, 'салыштыруу же бириктирүү', 'сопоставление или комбинирование', 'matching or combining'),
  op('reduce', draft, 1, 'кыскартуу', 'сокращение', 'reducing'),
  op('disclose', draft, 2, 'берүү аркылуу ачыкка чыгаруу', 'раскрытие посредством передачи', 'disclosing by transfer'),
  op(
    'distribute',
    draft,
    2,
    'жайылтуу же башкача жеткиликтүү кылуу',
    'распространение или предоставление доступа иным способом',
    'distributing or otherwise giving access',
  ),
  op(
    'transfer',
    ['CP-F-23', 'PD-3.19'],
    2,
    'үчүнчү жактарга берүү',
    'передача третьим лицам',
    'transfer to third parties',
  ),
  op(
    'cross_border_transfer',
    ['CP-F-24', 'PD-3.20'],
    3,
    'трансчекаралык берүү',
    'трансграничная передача',
    'cross-border transfer',
  ),
];

const byCode: ReadonlyMap<string, Operation> = new Map(operations.map((operation) => [operation.code, operation]));
export const findOperation = (code: string): Operation | null => byCode.get(code) ?? null;

/** The eight operations of the form's first tick-box (CP-F-22, SP-14). */
export const formOperations: readonly Operation[] = operations.filter(({ law }) => law.includes('CP-F-22'));

/** The operation codes a set of tick-boxes permits; nothing ticked permits nothing. */
export const operationsOfBoxes = (boxes: readonly (1 | 2 | 3)[]): readonly string[] =>
  operations.filter(({ box }) => boxes.includes(box)).map(({ code }) => code);
