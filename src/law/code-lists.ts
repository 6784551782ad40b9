import type { Text3 } from '../platform/text.ts';

// Small closed code lists of the acts. A code is stored; its label is shown.

export type Coded<C extends string = string> = {
  readonly code: C;
  readonly law: readonly string[];
  readonly label: Text3;
};

const list = <C extends string>(
  ...rows: readonly (readonly [code: C, law: string, ky: string, ru: string, en: string])[]
): readonly Coded<C>[] => rows.map(([code, law, ky, ru, en]) => ({ code, law: law.split(' '), label: { ky, ru, en } }));

/** Who may be a holder: the bodies of CP-D-2 and the four kinds of PD-3.10. */
export type HolderType =
  | 'executive_state_body'
  | 'non_executive_state_body'
  | 'local_self_government'
  | 'legal_entity'
  | 'natural_person';
export type HolderKind = 'natural_person' | 'legal_person' | 'state_body' | 'local_self_government';

export const holderTypes = list<HolderType>(
  [
    'executive_state_body',
    'CP-D-2a PD-3.10',
    'аткаруу бийлигинин мамлекеттик органы',
    'государственный орган исполнительной власти',
    'state body of the executive branch',
  ],
  [
    'non_executive_state_body',
    'CP-D-2b PD-3.10',
    'аткаруу бийлигинин системасына кирбеген мамлекеттик орган',
    'государственный орган, не входящий в систему исполнительной власти',
    'state body outside the executive branch',
  ],
  [
    'local_self_government',
    'PD-3.10',
    'жергиликтүү өз алдынча башкаруу органы',
    'орган местного самоуправления',
    'local self-government body',
  ],
  ['legal_entity', 'CP-D-2c PD-3.10', 'юридикалык жак', 'юридическое лицо', 'legal entity'],
  ['natural_person', 'PD-3.10', 'жеке адам', 'физическое лицо', 'natural person'],
);

const holderKinds: Readonly<Record<HolderType, HolderKind>> = {
  executive_state_body: 'state_body',
  non_executive_state_body: 'state_body',
  local_self_government: 'local_self_government',
  legal_entity: 'legal_person',
  natural_person: 'natural_person',
};
/** The kind of PD-3.10 a holder type of CP-D-2 belongs to. */
export const holderKindOf = (type: HolderType): HolderKind => holderKinds[type];
/** CP-D-2b, CP-D-2c: for these the decree applies by agreement, which has to be recorded. */
export const needsAccession = (type: HolderType): boolean =>
  type === 'non_executive_state_body' || type === 'legal_entity';

export type RecipientType = 'state_body' | 'local_self_government' | 'legal_person' | 'natural_person' | 'subject';
export const recipientTypes = list<RecipientType>(
  ['state_body', 'PD-3.13', 'мамлекеттик бийлик органы', 'орган государственной власти', 'state body'],
  [
    'local_self_government',
    'PD-3.13',
    'жергиликтүү өз алдынча башкаруу органы',
    'орган местного самоуправления',
    'local self-government body',
  ],
  ['legal_person', 'PD-3.13', 'юридикалык жак', 'юридическое лицо', 'legal person'],
  ['natural_person', 'PD-3.13', 'жеке адам', 'физическое лицо', 'natural person'],
  ['subject', 'PD-3.13', 'жеке маалыматтар субъектиси', 'субъект персональных данных', 'data subject'],
);

export type ServiceKind = 'none' | 'state' | 'municipal';
export const serviceKinds = list<ServiceKind>(
  ['none', 'CP-S2 CP-8', 'кызмат көрсөтүүсүз', 'без оказания услуги', 'no public service'],
  ['state', 'CP-S2 CP-9', 'мамлекеттик кызмат көрсөтүү', 'государственная услуга', 'state service'],
  ['municipal', 'CP-S2 CP-9', 'муниципалдык кызмат көрсөтүү', 'муниципальная услуга', 'municipal service'],
);
/** CP-9: the standard form is required beside the content of CP-8. */
export const needsStandardForm = (kind: ServiceKind): boolean => kind !== 'none';

export type RequestKind = 'INFO' | 'COPY' | 'CORRECT' | 'BLOCK' | 'DESTROY' | 'COMPLAIN' | 'OTHER';
export const requestKinds = list<RequestKind>(
  [
    'INFO',
    'SP-3a-1',
    'жеке маалыматтары жөнүндө толук маалымат алуу',
    'получение полной информации о своих персональных данных',
    'full information about one’s own data',
  ],
  ['COPY', 'SP-3a-2', 'жазуулардын көчүрмөсүн алуу', 'получение копии записей', 'a copy of the records'],
  ['CORRECT', 'SP-3a-4', 'маалыматтарды тактоо', 'уточнение данных', 'correction'],
  ['BLOCK', 'SP-3a-4', 'маалыматтарга бөгөт коюу', 'блокирование данных', 'blocking'],
  ['DESTROY', 'SP-3a-4', 'маалыматтарды жок кылуу', 'уничтожение данных', 'destruction'],
  [
    'COMPLAIN',
    'SP-3a-6',
    'ыйгарым укуктуу мамлекеттик органга кайрылуу',
    'обращение в уполномоченный государственный орган',
    'appeal to the authorised state body',
  ],
  ['OTHER', 'SP-3a-7', 'башка укуктарды ишке ашыруу', 'осуществление иных прав', 'other rights'],
);

export type RequestReason = 'incomplete' | 'outdated' | 'inaccurate' | 'unlawfully_obtained' | 'not_necessary';
/** SP-3a-5; erasure also accepts PD-23.6-1 ... 5 by the row's correction. */
export const requestReasons = list<RequestReason>(
  ['incomplete', 'SP-3a-5', 'толук эмес', 'неполные', 'incomplete'],
  ['outdated', 'SP-3a-5', 'эскирген', 'устаревшие', 'outdated'],
  ['inaccurate', 'SP-3a-5', 'так эмес', 'неточные', 'inaccurate'],
  ['unlawfully_obtained', 'SP-3a-5 PD-23.6-4', 'мыйзамсыз алынган', 'незаконно полученные', 'unlawfully obtained'],
  [
    'not_necessary',
    'SP-3a-5 PD-23.6-1',
    'иштетүүнүн максаты үчүн зарыл эмес',
    'не являющиеся необходимыми для цели обработки',
    'not necessary for the purpose',
  ],
);

export type Threat = 'access' | 'blocking' | 'transfer' | 'destruction' | 'change' | 'disclosure' | 'loss' | 'accident';
export const threats = list<Threat>(
  ['access', 'PD-6.2', 'уруксатсыз жетүү', 'несанкционированный доступ', 'unauthorised access'],
  ['blocking', 'PD-6.2', 'уруксатсыз бөгөт коюу', 'несанкционированное блокирование', 'unauthorised blocking'],
  ['transfer', 'PD-6.2', 'уруксатсыз берүү', 'несанкционированная передача', 'unauthorised transfer'],
  ['destruction', 'PD-6.2', 'жок кылуу', 'уничтожение', 'destruction'],
  ['change', 'PD-6.2', 'өзгөртүү', 'изменение', 'change'],
  ['disclosure', 'PD-6.2', 'ачыкка чыгаруу', 'разглашение', 'disclosure'],
  ['loss', 'PD-6.2', 'жоготуу', 'утрата', 'loss'],
  ['accident', 'PD-6.2', 'кокус аракеттер', 'случайные действия', 'accidental acts'],
);
/** PD-6.2: the threats a table of controls leaves without any control. */
export const uncoveredThreats = (controls: Readonly<Partial<Record<Threat, readonly string[]>>>): readonly Threat[] =>
  threats.map(({ code }) => code).filter((code) => (controls[code] ?? []).length === 0);

export type ProfilingAspect =
  | 'work'
  | 'economic'
  | 'health'
  | 'preferences'
  | 'interests'
  | 'reliability'
  | 'behaviour'
  | 'movement';
export const profilingAspects = list<ProfilingAspect>(
  ['work', 'PD-3.14', 'иштеги натыйжалуулугу', 'результативность в работе', 'performance at work'],
  ['economic', 'PD-3.14', 'экономикалык абалы', 'экономическое положение', 'economic situation'],
  ['health', 'PD-3.14', 'ден соолугу', 'здоровье', 'health'],
  ['preferences', 'PD-3.14', 'жеке артыкчылыктары', 'личные предпочтения', 'personal preferences'],
  ['interests', 'PD-3.14', 'кызыкчылыктары', 'интересы', 'interests'],
  ['reliability', 'PD-3.14', 'ишенимдүүлүгү', 'надёжность', 'reliability'],
  ['behaviour', 'PD-3.14', 'жүрүм-туруму', 'поведение', 'behaviour'],
  ['movement', 'PD-3.14', 'которулушу', 'перемещение', 'movement'],
);
/** PD-3.14: an operation that evaluates an aspect of a person is profiling and must say so. */
export const profilingContradicts = (aspects: readonly ProfilingAspect[], profiling: boolean): boolean =>
  aspects.length > 0 && !profiling;
