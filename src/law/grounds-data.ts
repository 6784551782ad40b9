import type { ChildGroundCode, ExceptionCode, Ground, GroundCode } from './grounds.ts';

// The three closed lists. `demands` is what has to be put forward, in the order in which its absence is reported.

type Row<C extends string> = Pick<Ground<C>, 'code' | 'law' | 'label' | 'demands'> & Partial<Ground<C>>;
const rows = <C extends string>(...list: readonly Row<C>[]): readonly Ground<C>[] =>
  list.map((row) => ({ holders: null, organisations: null, review: false, ...row }));

export const groundRows = rows<GroundCode>(
  {
    code: 'consent',
    law: ['PD-5.1-1'],
    label: {
      ky: 'субъект иштетүүгө макулдук берген',
      ru: 'субъект дал согласие на обработку',
      en: 'the subject has given consent',
    },
    demands: ['consentId', 'consentState'],
  },
  {
    code: 'contract',
    law: ['PD-5.1-2a'],
    label: {
      ky: 'субъект тарабы болгон келишимди аткаруу',
      ru: 'исполнение договора, стороной которого является субъект',
      en: 'a contract to which the subject is a party',
    },
    demands: ['contract', 'subjectIsParty', 'from'],
  },
  {
    code: 'pre_contract',
    law: ['PD-5.1-2b'],
    label: {
      ky: 'субъект менен келишим түзүү үчүн аракеттер',
      ru: 'действия для заключения договора с субъектом',
      en: 'steps to conclude a contract with the subject',
    },
    demands: ['application', 'applicationState'],
  },
  {
    code: 'public_powers',
    law: ['PD-5.1-3a'],
    label: {
      ky: 'мамлекеттик же жергиликтүү өз алдынча башкаруу органынын мыйзамда белгиленген ыйгарым укуктары',
      ru: 'полномочия государственного органа или органа местного самоуправления, установленные законодательством',
      en: 'powers of a state or local body set by legislation',
    },
    demands: ['norm'],
    holders: ['executive_state_body', 'non_executive_state_body', 'local_self_government'],
  },
  {
    code: 'public_interest',
    law: ['PD-5.1-3b'],
    label: {
      ky: 'коомдук кызыкчылыктагы милдеттерди аткаруу',
      ru: 'задачи общественного интереса',
      en: 'a task of public interest',
    },
    demands: ['description', 'norm'],
  },
  {
    code: 'legal_obligation',
    law: ['PD-5.1-4'],
    label: {
      ky: 'жазуулардын ээсинин мыйзамдарда бекитилген милдети',
      ru: 'обязанность владельца записей, закреплённая в законодательстве',
      en: 'a legal obligation of the holder fixed in legislation',
    },
    demands: ['norm'],
  },
  {
    code: 'vital_interests',
    law: ['PD-5.1-5'],
    label: {
      ky: 'субъекттин же башка жеке адамдын турмуштук маанилүү кызыкчылыктарын коргоо',
      ru: 'защита жизненно важных интересов субъекта или иного физического лица',
      en: 'vital interests of the subject or another natural person',
    },
    demands: ['protectedPerson', 'description', 'at'],
    review: true,
  },
  {
    code: 'journalism_creative',
    law: ['PD-5.1-6a', 'PD-5.1-6b'],
    label: {
      ky: 'журналистика, көркөм же адабий чыгармачылык (субъекттин макулдугу менен)',
      ru: 'журналистика, художественное или литературное творчество (с согласия субъекта)',
      en: 'journalism, artistic or literary creation (with the consent of the subject)',
    },
    demands: ['exclusive', 'consentId', 'consentState', 'balanceNote'],
  },
  {
    code: 'official_statistics',
    law: ['PD-5.1-7a', 'PD-5.1-7b'],
    label: { ky: 'расмий статистиканы түзүү', ru: 'формирование официальной статистики', en: 'official statistics' },
    demands: ['programme'],
  },
);

export const exceptionRows = rows<ExceptionCode>(
  {
    code: 'special_consent',
    law: ['PD-8.2-1'],
    label: {
      ky: 'субъект мындай маалыматтарды чогултууга жана иштетүүгө макулдук берген',
      ru: 'субъект дал согласие на сбор и обработку таких данных',
      en: 'the subject consented to the collection and processing of such data',
    },
    demands: ['consentId', 'consentState', 'consentNames'],
  },
  {
    code: 'health_safety',
    law: ['PD-8.2-2'],
    label: {
      ky: 'ден соолукту жана коопсуздукту коргоо, макулдук алуу мүмкүн эмес болгондо',
      ru: 'защита здоровья и безопасности, когда получить согласие невозможно',
      en: 'health and safety, where consent cannot be obtained',
    },
    demands: ['protectedPerson', 'whyNoConsent'],
  },
  {
    code: 'made_public',
    law: ['PD-8.2-3'],
    label: {
      ky: 'субъект маалыматтарды өзү ачык жарыялаган',
      ru: 'субъект сам явным образом сделал данные публичными',
      en: 'the subject has clearly made the data public',
    },
    demands: ['publication', 'at'],
  },
  {
    code: 'organisation_members',
    law: ['PD-8.2-4a', 'PD-8.2-4b'],
    label: {
      ky: 'коомдук бирикменин, партиянын, профсоюздун, диний же коммерциялык эмес уюмдун мүчөлөрү',
      ru: 'члены общественного объединения, партии, профсоюза, религиозной или некоммерческой организации',
      en: 'members of an association, party, trade union, religious or non-commercial organisation',
    },
    demands: ['membership'],
    organisations: [
      'public_association',
      'party',
      'socio_political',
      'trade_union',
      'employers_association',
      'philosophical',
      'religious',
      'non_commercial',
    ],
  },
  {
    code: 'health_emergency',
    law: ['PD-8.2-5'],
    label: {
      ky: 'коомдук саламаттык сактоодогу кечиктирилгис кырдаалда мамлекеттин коопсуздугу',
      ru: 'безопасность государства в неотложной ситуации в области общественного здравоохранения',
      en: 'state security in a public-health emergency',
    },
    demands: ['event', 'from', 'guarantees'],
  },
  {
    code: 'security_justice',
    law: ['PD-8.2-6'],
    label: {
      ky: 'улуттук коопсуздук, коргонуу, коомдук коопсуздук же кылмыштуулук менен күрөшүү',
      ru: 'национальная безопасность, оборона, общественная безопасность или уголовное преследование',
      en: 'national security, defence, public safety or prosecution of crimes',
    },
    demands: ['purposeCode', 'norm', 'body', 'guarantees'],
  },
  {
    code: 'legal_claims',
    law: ['PD-8.2-7'],
    label: {
      ky: 'укуктук доолорду белгилөө, жүзөгө ашыруу же коргоо, соттун ыйгарым укуктары',
      ru: 'установление, осуществление или защита правовых исков, судебные полномочия',
      en: 'legal claims or judicial powers',
    },
    demands: ['caseReference'],
  },
);

const child = ['childInterest', 'guarantees'] as const;

export const childGroundRows = rows<ChildGroundCode>(
  {
    code: 'child_law',
    law: ['PD-18.1-1'],
    label: {
      ky: 'балдардын маалыматтарын иштетүүнү жана анын максатын түз белгилеген мыйзам',
      ru: 'закон, прямо предусматривающий обработку данных детей и её цели',
      en: "a law that directly requires processing of children's data and sets its purposes",
    },
    demands: ['norm', 'lawPurposes', ...child],
  },
  {
    code: 'child_vital',
    law: ['PD-18.1-2'],
    label: {
      ky: 'баланын же башка адамдардын турмуштук маанилүү кызыкчылыктары',
      ru: 'жизненно важные интересы ребёнка или иных лиц',
      en: 'vital interests of the child or of others',
    },
    demands: ['protectedPerson', 'description', ...child],
  },
  {
    code: 'child_medical',
    law: ['PD-18.1-3'],
    label: {
      ky: 'дарыгерлик сырды сактоого милдеттүү адам көрсөткөн медициналык кызматтар',
      ru: 'медицинские услуги лица, обязанного хранить врачебную тайну',
      en: 'medical services by a person bound to medical secrecy',
    },
    demands: ['performerRole', ...child],
  },
  {
    code: 'child_public_health',
    law: ['PD-18.1-4'],
    label: {
      ky: 'коомдук саламаттык сактоо же гуманитардык жардам',
      ru: 'общественное здравоохранение или гуманитарная помощь',
      en: 'public health or humanitarian aid',
    },
    demands: ['event', 'from', ...child],
    review: true,
  },
  {
    code: 'child_justice',
    law: ['PD-18.1-5'],
    label: { ky: 'сот адилеттигин жүзөгө ашыруу', ru: 'осуществление правосудия', en: 'administration of justice' },
    demands: ['caseReference', ...child],
  },
  {
    code: 'child_security',
    law: ['PD-18.1-6'],
    label: {
      ky: 'улуттук коопсуздук, коргонуу, коомдук коопсуздук же кылмыштуулук менен күрөшүү',
      ru: 'национальная безопасность, оборона, общественная безопасность или уголовное преследование',
      en: 'national security, defence, public safety or prosecution of crimes',
    },
    demands: ['body', 'norm', ...child],
  },
  {
    code: 'child_service',
    law: ['PD-18.1-7'],
    label: {
      ky: 'баланын өзүнө сунушталган медициналык, билим берүү же кеңеш берүү кызматтары',
      ru: 'медицинские, образовательные или консультационные услуги, предлагаемые непосредственно ребёнку',
      en: 'medical, educational or counselling services offered directly to the child',
    },
    demands: ['serviceCode', 'offeredToChild', ...child],
  },
);
