import type { Text3 } from '../../platform/text.ts';

// Every sentence of a report about signatures, in three languages. The words are those of the law (ES 5, 7, 10-14, 17).

export const conditionTitles = {
  'ES-11.1': {
    ky: 'Квалификацияланган сертификатты аккредиттелген күбөлөндүрүүчү борбор түзгөн жана берген, анын аккредиттөөсү сертификат берилген күнү анык болгон',
    ru: 'Квалифицированный сертификат создан и выдан удостоверяющим центром, аккредитация которого действовала на день выдачи',
    en: 'The qualified certificate was created and issued by a certification centre whose accreditation was in force on the day of issue',
  },
  'ES-11.2': {
    ky: 'Сертификат кол коюу күнүнө (ал белгисиз болсо – текшерүү күнүнө) карата анык болгон',
    ru: 'Сертификат действителен на день подписания, а если он неизвестен – на день проверки',
    en: 'The certificate was valid on the day of signing or, where that is unknown, is valid on the day of checking',
  },
  'ES-11.3': {
    ky: 'Сертификат өз ээсине таандык, документке кол коюлгандан кийин өзгөртүүлөр киргизилген эмес',
    ru: 'Сертификат принадлежит своему владельцу, изменения после подписания не вносились',
    en: 'The certificate belongs to its owner, and nothing was changed after signing',
  },
  'ES-11.4': {
    ky: 'Колтамга сертификатта камтылган чектөөлөргө ылайык колдонулат',
    ru: 'Подпись используется в соответствии с ограничениями, содержащимися в сертификате',
    en: 'The signature is used within the limits contained in the certificate',
  },
} satisfies Record<string, Text3>;

export const featureTitles = {
  'ES-5.3.1': {
    ky: 'Колтамга ачкычын пайдалануу менен маалыматты криптографиялык кайра түзүүнүн натыйжасында алынган',
    ru: 'Получена в результате криптографического преобразования с использованием ключа подписи',
    en: 'Obtained by cryptographic transformation with a signature key',
  },
  'ES-5.3.2': {
    ky: 'Кол койгон адамды так аныктоого мүмкүндүк берет',
    ru: 'Позволяет точно определить подписавшее лицо',
    en: 'Allows the person who signed to be determined exactly',
  },
  'ES-5.3.3': {
    ky: 'Кол коюлгандан кийинки өзгөртүүлөрдү табууга мүмкүндүк берет',
    ru: 'Позволяет обнаружить изменения, внесённые после подписания',
    en: 'Allows changes made after signing to be detected',
  },
  'ES-5.3.4': {
    ky: 'Кол койгон адам өз контролдугу астында сактай ала турган каражаттар менен түзүлгөн',
    ru: 'Создана средствами, которые подписавшее лицо может сохранять под своим контролем',
    en: 'Created with means that the signing person can keep under their own control',
  },
  'ES-5.4.1': {
    ky: 'Колтамга текшерүү ачкычы квалификацияланган сертификатта көрсөтүлгөн',
    ru: 'Ключ проверки подписи указан в квалифицированном сертификате',
    en: 'The verification key is stated in a qualified certificate',
  },
  'ES-5.4.2': {
    ky: 'Тастыктоо алган электрондук колтамга каражаттары пайдаланылган',
    ru: 'Использованы средства электронной подписи, получившие подтверждение соответствия',
    en: 'Confirmed signature means were used',
  },
} satisfies Record<string, Text3>;

export const summaries = {
  QUALIFIED: {
    ky: 'Квалификацияланган электрондук колтамга анык: төрт шарт тең сакталган.',
    ru: 'Квалифицированная электронная подпись действительна: соблюдены все четыре условия.',
    en: 'The qualified electronic signature is authentic: all four conditions are met.',
  },
  QUALIFIED_LEGACY: {
    ky: 'Документке мыйзам күчүнө киргенге чейин мурунку мыйзам боюнча электрондук санариптик колтамга коюлган: ал квалификацияланган электрондук колтамга коюлган документ деп таанылат (19-берененин 2-бөлүгү).',
    ru: 'Документ подписан до вступления закона в силу электронной цифровой подписью прежнего закона: он признаётся подписанным квалифицированной электронной подписью (статья 19, часть 2).',
    en: 'The document was signed before the law entered into force, with an electronic digital signature of the former law: it is recognised as signed with a qualified electronic signature (art. 19, part 2).',
  },
  UNQUALIFIED: {
    ky: 'Колтамга туура. Бул – квалификацияланбаган электрондук колтамга.',
    ru: 'Подпись верна. Это неквалифицированная электронная подпись.',
    en: 'The signature holds. It is an unqualified electronic signature.',
  },
  CHANGED: {
    ky: 'Колтамга бул документке туура келбейт: кол коюлгандан кийин өзгөртүүлөр киргизилген.',
    ru: 'Подпись не соответствует документу: после подписания внесены изменения.',
    en: 'The signature does not fit the document: something was changed after signing.',
  },
  NOT_AUTHENTIC: {
    ky: 'Квалификацияланган электрондук колтамга анык деп таанылбайт: кеминде бир шарт сакталган эмес.',
    ru: 'Квалифицированная электронная подпись не признаётся действительной: не соблюдено хотя бы одно условие.',
    en: 'The qualified electronic signature is not authentic: at least one condition is not met.',
  },
  CERTIFICATE_DID_NOT_HOLD: {
    ky: 'Документ өзгөртүлгөн эмес, бирок сертификат боюнча колтамгага таянууга болбойт.',
    ru: 'Документ не изменён, но полагаться на подпись нельзя из-за её сертификата.',
    en: 'The document is unchanged, but its certificate does not let anybody rely on the signature.',
  },
  NOT_DETERMINABLE: {
    ky: 'Колтамганын аныктыгын аныктоого мүмкүн эмес: каршылык табылган жок, бирок маалымат жетишсиз.',
    ru: 'Действительность подписи установить нельзя: противоречий не найдено, но сведений недостаточно.',
    en: 'Whether the signature is authentic cannot be determined: nothing contradicts, but something is missing.',
  },
  SIGNER_UNKNOWN: {
    ky: 'Кол койгон адамдын сертификаты жок: колтамганын аныктыгын аныктоого мүмкүн эмес.',
    ru: 'Сертификата подписавшего лица нет: действительность подписи установить нельзя.',
    en: 'The signer’s certificate is missing: whether the signature is authentic cannot be determined.',
  },
  COURT: {
    ky: 'Соттун чечими менен башкача белгиленген: колтамга анык деп таанылбайт.',
    ru: 'Решением суда установлено иное: подпись не признаётся действительной.',
    en: 'A court has decided otherwise: the signature is not recognised.',
  },
  ALL_VALID: {
    ky: 'Бардык колтамгалар туура.',
    ru: 'Все подписи верны.',
    en: 'Every signature holds.',
  },
  ONE_INVALID: {
    ky: 'Кеминде бир колтамга таанылбайт.',
    ru: 'Хотя бы одна подпись не признаётся.',
    en: 'At least one signature does not hold.',
  },
  ONE_UNDETERMINED: {
    ky: 'Кеминде бир колтамганын аныктыгын аныктоого мүмкүн эмес.',
    ru: 'Действительность хотя бы одной подписи установить нельзя.',
    en: 'For at least one signature it cannot be determined whether it holds.',
  },
} satisfies Record<string, Text3>;
export type SummaryCode = keyof typeof summaries;

type Entry = { readonly status: 'met' | 'not-met' | 'not-determinable'; readonly law: string; readonly text: Text3 };
const met = (law: string, ky: string, ru: string, en: string): Entry => ({ status: 'met', law, text: { ky, ru, en } });
const not = (law: string, ky: string, ru: string, en: string): Entry => ({
  status: 'not-met',
  law,
  text: { ky, ru, en },
});
const missing = (law: string, ky: string, ru: string, en: string): Entry => ({
  status: 'not-determinable',
  law,
  text: { ky, ru, en },
});

const issuer = {
  ISSUER_ACCREDITED: met(
    'ES-11.1b',
    'Күбөлөндүрүүчү борбордун аккредиттөөсү сертификат берилген күнү анык болгон.',
    'На день выдачи сертификата аккредитация удостоверяющего центра действовала.',
    'The accreditation of the certification centre was in force when the certificate was issued.',
  ),
  ISSUER_SUSPENDED: not(
    'ES-11.1b',
    'Сертификат берилген күнү борбордун аккредиттөөсү токтотулуп коюлган.',
    'На день выдачи сертификата аккредитация центра была приостановлена.',
    'The centre’s accreditation was suspended when the certificate was issued.',
  ),
  ISSUER_ACCREDITATION_REVOKED: not(
    'ES-11.1b',
    'Сертификат берилген күнү борбордун аккредиттөөсү жокко чыгарылган болчу.',
    'На день выдачи сертификата аккредитация центра была аннулирована.',
    'The centre’s accreditation had been revoked when the certificate was issued.',
  ),
  ISSUER_ACCREDITATION_EXPIRED: not(
    'ES-11.1b',
    'Сертификат берилген күнү борбордун аккредиттөөсүнүн мөөнөтү бүткөн болчу.',
    'На день выдачи сертификата срок аккредитации центра истёк.',
    'The term of the centre’s accreditation had ended when the certificate was issued.',
  ),
  ISSUER_CEASED: not(
    'ES-11.1b',
    'Сертификат берилген күнү аккредиттелген борбор өз ишин токтоткон болчу.',
    'На день выдачи сертификата аккредитованный центр прекратил деятельность.',
    'The accredited centre had ceased its activity when the certificate was issued.',
  ),
  ISSUER_NEVER_ACCREDITED: not(
    'ES-11.1a',
    'Сертификат берген борбор аккредиттелген эмес.',
    'Центр, выдавший сертификат, не был аккредитован.',
    'The centre that issued the certificate was not accredited.',
  ),
  ISSUER_IS_ROOT: not(
    'ES-16.9',
    'Сертификатты түпкү борбордун өзү берген, ал эми ал аккредиттелүүгө тийиш эмес.',
    'Сертификат выдан самим корневым центром, а он аккредитации не подлежит.',
    'The root issued the certificate itself, and the root is not an accredited centre.',
  ),
  ISSUER_FOREIGN: not(
    'ES-7.1',
    'Сертификат чет мамлекеттин укук ченемдерине ылайык берилген. Бул колтамганы юридикалык күчкө ээ эмес деп эсептөөгө негиз болбойт; колтамга өз белгилери боюнча таанылат.',
    'Сертификат выдан по нормам права иностранного государства. Это не основание считать подпись не имеющей юридической силы; она признаётся по своим признакам.',
    'The certificate was issued under the law of a foreign state. That is no ground to deny the signature legal force; it is recognised by its features.',
  ),
  ISSUER_OTHER_ROOT: not(
    'ES-11.1a',
    'Сертификаттардын чынжыры ыйгарым укуктуу органдын түпкү борборуна алып барбайт.',
    'Цепочка сертификатов не ведёт к корневому центру уполномоченного органа.',
    'The chain of certificates does not lead to the root of the authority.',
  ),
  CHAIN_WRONG: not(
    'ES-11.1a',
    'Сертификаттардын чынжыры туура эмес.',
    'Цепочка сертификатов неверна.',
    'The chain of certificates does not hold.',
  ),
  CHAIN_TOO_LONG: not(
    'ES-2.3',
    'Чынжырда аккредиттелген борбордон жана анын ишенимдүү жагынан башкалар да бар.',
    'В цепочке есть не только аккредитованный центр и его доверенное лицо.',
    'The chain passes through others than an accredited centre and its trusted person.',
  ),
  CHAIN_INCOMPLETE: missing(
    'ES-11.1a',
    'Сертификатты берген борбордун сертификаты жок: чынжырды түпкү борборго чейин текшерүүгө болбойт.',
    'Нет сертификата выдавшего центра: проверить цепочку до корня нельзя.',
    'The issuer’s certificate is missing: the chain cannot be followed to the root.',
  ),
  ROOT_UNKNOWN: missing(
    'ES-11.1a',
    'Ыйгарым укуктуу органдын түпкү сертификаты берилген эмес.',
    'Не дан корневой сертификат уполномоченного органа.',
    'No root certificate of the authority was given.',
  ),
  ACCREDITATION_UNKNOWN: missing(
    'ES-11.1b',
    'Борбордун аккредиттөөсү жөнүндө маалымат жок (аккредиттелген борборлордун тизмеги керек).',
    'Нет сведений об аккредитации центра (нужен перечень аккредитованных центров).',
    'Nothing is known about the centre’s accreditation (the list of accredited centres is needed).',
  ),
  TRUSTED_PERSON: met(
    'ES-13.4a',
    'Сертификатты берген адам – аккредиттелген борбордун ишенимдүү жагы.',
    'Выдавшее сертификат лицо – доверенное лицо аккредитованного центра.',
    'Whoever issued the certificate was a trusted person of the accredited centre.',
  ),
  NOT_TRUSTED_PERSON: not(
    'ES-13.4a',
    'Сертификатты берген адам ал күнү борбордун ишенимдүү жагы болгон эмес.',
    'Выдавшее сертификат лицо в тот день не было доверенным лицом центра.',
    'Whoever issued the certificate was not a trusted person of the centre on that day.',
  ),
  TRUSTED_PERSON_UNKNOWN: missing(
    'ES-13.4a',
    'Борбордун ишенимдүү жактары жөнүндө маалымат жок.',
    'Нет сведений о доверенных лицах центра.',
    'Nothing is known about the centre’s trusted persons.',
  ),
  CERTIFICATE_NOT_QUALIFIED: not(
    'ES-2.3',
    'Сертификат квалификацияланган эмес.',
    'Сертификат не является квалифицированным.',
    'The certificate is not a qualified one.',
  ),
  CERTIFICATE_QUALIFIED: met(
    'ES-2.3',
    'Сертификат квалификацияланган.',
    'Сертификат квалифицированный.',
    'The certificate is a qualified one.',
  ),
  LEGACY_RECOGNISED: met(
    'ES-19.1a',
    'Сертификат 2004-жылдын 17-июлундагы № 92 Мыйзамга ылайык берилген жана ушул Мыйзамга ылайык таанылат: ага квалификацияланган сертификаттын эрежелери колдонулат.',
    'Сертификат выдан по Закону от 17 июля 2004 года № 92 и признаётся по настоящему закону: к нему применяются правила для квалифицированных сертификатов.',
    'The certificate was issued under the law of 17 July 2004 No. 92 and is recognised: the rules for qualified certificates hold for it.',
  ),
  LEGACY_ISSUED_AFTER: not(
    'ES-20.2',
    'Сертификат мурунку мыйзам күчүн жоготкондон кийин берилген: ал таанылбайт.',
    'Сертификат выдан после того, как прежний закон утратил силу: он не признаётся.',
    'The certificate was issued after the former law had lost force: it is not recognised.',
  ),
  LEGACY_NOT_IN_REGISTER: not(
    'ES-19.1a',
    'Мурунку мыйзамдын борборунун кабыл алынган реестринде мындай сертификат жок.',
    'В принятом реестре центра прежнего закона такого сертификата нет.',
    'The register taken over from the centre of the former law has no such certificate.',
  ),
  LEGACY_NO_REGISTER: missing(
    'ES-19.1a',
    'Мурунку мыйзамдын борборунун реестри кабыл алынган эмес: сертификат ошол кезде берилгенин текшерүүгө мүмкүн эмес.',
    'Реестр центра прежнего закона не принят: проверить, что сертификат был выдан тогда, нельзя.',
    'No register was taken over from the centre of the former law: it cannot be checked that the certificate was issued then.',
  ),
  NOT_IN_REGISTER: not(
    'ES-14.5c',
    'Борбордун сертификаттар реестринде мындай сертификат жок.',
    'В реестре сертификатов центра такого сертификата нет.',
    'The centre’s register of certificates has no such certificate.',
  ),
  PURGED_FROM_REGISTER: missing(
    'ES-13.6b',
    'Сертификат борбордун реестринде болгон, бирок жазуу ченемдик укуктук актынын негизинде, сактоо мөөнөтү бүткөндөн кийин жок кылынган: анын берилиши тууралуу маалыматты текшерүүгө мүмкүн эмес.',
    'Сертификат был в реестре центра, но запись уничтожена на основании нормативного правового акта по истечении срока хранения: сведения о его выдаче проверить нельзя.',
    'The certificate was in the centre’s register, but its entry was destroyed on a normative act when the term of keeping had passed: what it said about the issue can no longer be checked.',
  ),
};

const validity = {
  CERTIFICATE_VALID: met(
    'ES-11.2a',
    'Сертификат ушул учурга карата анык болгон.',
    'На этот момент сертификат был действителен.',
    'The certificate was valid at this moment.',
  ),
  CERTIFICATE_EXPIRED: not(
    'ES-14.6.1',
    'Сертификаттын колдонуу мөөнөтү ушул учурга карата бүткөн.',
    'К этому моменту срок действия сертификата истёк.',
    'The certificate’s validity had ended by the moment it is judged at.',
  ),
  CERTIFICATE_NOT_YET: not(
    'ES-14.5a',
    'Сертификаттын колдонуу мөөнөтү ушул учурга карата башталган эмес.',
    'К этому моменту срок действия сертификата ещё не начался.',
    'The certificate’s validity had not begun at the moment it is judged at.',
  ),
  CERTIFICATE_ENDED: not(
    'ES-14.7b',
    'Сертификаттын колдонулушу ушул учурга чейин токтотулган же жокко чыгарылган.',
    'До этого момента действие сертификата прекращено или он аннулирован.',
    'The certificate had been terminated or revoked before the moment it is judged at.',
  ),
  ISSUER_CERTIFICATE_EXPIRED: not(
    'ES-17.5a',
    'Борбордун өз сертификатынын мөөнөтү бүткөн.',
    'Срок действия собственного сертификата центра истёк.',
    'The centre’s own certificate had expired.',
  ),
  ISSUER_CERTIFICATE_ENDED: not(
    'ES-17.5a',
    'Борбордун өз сертификаты жокко чыгарылган, аны менен борбор берген сертификаттар да токтотулган.',
    'Сертификат самого центра аннулирован, а с ним прекращены и выданные центром сертификаты.',
    'The centre’s own certificate had been revoked, and with it the certificates it issued.',
  ),
  ENDED_WITH_ACCREDITATION: not(
    'ES-17.5b',
    'Борбордун аккредиттөөсү жокко чыгарылган, аны менен борбор берген сертификаттардын колдонулушу токтотулган.',
    'Аккредитация центра аннулирована, и с этим действие выданных им сертификатов прекращено.',
    'The accreditation of the centre was revoked, and with that the certificates it issued have ended.',
  ),
  ENDED_WITH_TERM: not(
    'ES-17.5c',
    'Борбордун аккредиттөөсүнүн мөөнөтү бүткөн, аны менен борбор берген сертификаттардын колдонулушу токтотулган.',
    'Срок аккредитации центра истёк, и с этим действие выданных им сертификатов прекращено.',
    'The term of the centre’s accreditation ended, and with that the certificates it issued have ended.',
  ),
  ENDED_LATER: met(
    'ES-14.7b',
    'Сертификат кийинчерээк токтотулган же жокко чыгарылган; буга чейин коюлган колтамга өз күчүндө калат.',
    'Сертификат прекращён или аннулирован позднее; подпись, поставленная до того, сохраняет силу.',
    'The certificate ended later; a signature made before stays valid.',
  ),
  STATUS_UNKNOWN: missing(
    'ES-11.2b',
    'Сертификаттын колдонулушу токтотулбаганы белгисиз: учурдагы тизме (CRL) же жооп (OCSP) жок.',
    'Неизвестно, не прекращён ли сертификат: нет действующего списка (CRL) или ответа (OCSP).',
    'It is unknown whether the certificate has been ended: a current list (CRL) or answer (OCSP) is missing.',
  ),
  STATUS_NOBODY_TO_ASK: missing(
    'ES-11.2b',
    'Сертификатты берген борбор белгисиз: анын колдонулушу токтотулбаганын сурай турган эч ким жок.',
    'Издатель сертификата неизвестен: спросить о его действии не у кого.',
    'The issuer is not known to us: there is nobody to ask whether the certificate has been ended.',
  ),
  VALID_IF_TIME_HOLDS: missing(
    'ES-11.2a',
    'Убакыт белгиси ишенимдүү болсо, сертификат анык болгон; бирок убакыт белгисин берген кызматтын сертификатынын абалы белгисиз.',
    'Сертификат был действителен, если метка времени достоверна; но статус сертификата службы меток времени неизвестен.',
    'The certificate was valid if the time-stamp can be relied upon; but the status of the time-stamping authority’s certificate is unknown.',
  ),
};

const integrity = {
  UNCHANGED: met(
    'ES-11.3b',
    'Документке кол коюлгандан кийин өзгөртүүлөр киргизилген эмес.',
    'После подписания изменения в документ не вносились.',
    'No changes were made to the document after signing.',
  ),
  DOCUMENT_CHANGED: not(
    'ES-11.3b',
    'Документ кол коюлгандан кийин өзгөртүлгөн (же колтамга башка документке коюлган).',
    'Документ изменён после подписания (или подписан другой документ).',
    'The document was changed after signing (or another document was signed).',
  ),
  DOCUMENT_OR_SIGNATURE_CHANGED: not(
    'ES-11.3b',
    'Документ же колтамганын өзү кол коюлгандан кийин өзгөртүлгөн (же колтамга башка документке коюлган).',
    'Документ или сама подпись изменены после подписания (или подписан другой документ).',
    'The document or the signature itself was changed after signing (or another document was signed).',
  ),
  SIGNATURE_CHANGED: not(
    'ES-11.3b',
    'Колтамганын өзү же ага кошо кол коюлган маалымат өзгөртүлгөн.',
    'Изменена сама подпись или сведения, подписанные вместе с документом.',
    'The signature itself, or what was signed along with the document, was changed.',
  ),
  STRUCTURE_CHANGED: not(
    'ES-11.3b',
    'Колтамганын файлынын түзүлүшү бузулган.',
    'Нарушена структура файла подписи.',
    'The structure of the signature file was damaged.',
  ),
  VERSION_OTHER: missing(
    'ES-11.3b',
    'Колтамга файлындагы түзүлүштүн версиясы стандарт (RFC 5652, 5.1 жана 5.3) уруксат берген версия эмес. Ал санга кол коюлбайт: андан эч кандай өзгөртүү көрүнбөйт, бирок файл туура окулганын айтууга болбойт.',
    'Версия строения в файле подписи не та, какую допускает стандарт (RFC 5652, 5.1 и 5.3). Это число не подписывается: изменений по нему не видно, но нельзя утверждать, что файл прочитан верно.',
    'The version of the structure in the signature file is not one that the standard allows (RFC 5652, 5.1 and 5.3). That number is not signed: it shows no change, but nobody can say that the file was read rightly.',
  ),
  PDF_NOT_COVERED: not(
    'ES-11.3b',
    'Колтамга файлдын бүтүн бир редакциясын камтыбайт: анда кол коюлбаган бөлүк бар.',
    'Подпись не охватывает целую редакцию файла: в ней есть неподписанная часть.',
    'The signature does not cover a whole revision of the file: part of it was not signed.',
  ),
  PDF_CHANGED: not(
    'ES-11.3b',
    'Кол коюлгандан кийин файлга уруксат берилбеген өзгөртүүлөр киргизилген.',
    'После подписания в файл внесены неразрешённые изменения.',
    'Changes that nobody allowed were made to the file after signing.',
  ),
  PDF_TO_BE_SEEN: missing(
    'ES-12.3.2',
    'Кол коюлгандан кийин баракка уруксат берилген белги тартылган: ал эмнени жапканын кол коюлган редакциядан карап көрүңүз.',
    'После подписания на странице нарисована допустимая отметка: сверьте с подписанной редакцией, не закрывает ли она что-нибудь.',
    'A mark that is allowed was drawn on a page after signing: compare with the signed revision what it covers.',
  ),
  PDF_OUTSIDE: missing(
    'ES-12.3.2',
    'Файл өзүндө жок мазмунду сырттан алып көрсөтөт, же анын андай эместигин текшерүү мүмкүн эмес: ага кол коюлган эмес.',
    'Файл показывает содержимое извне, которого в нём нет, или проверить, что это не так, нельзя: оно не подписано.',
    'The file shows content from outside it, or it could not be checked that it does not: such content was not signed.',
  ),
  PDF_FORMAT_UNKNOWN: missing(
    'ES-12.3.2',
    'PDF файлдагы колтамга бул каражат текшере албаган түрдө жазылган: анын анык экенин аныктоо мүмкүн эмес.',
    'Подпись в PDF-файле записана в виде, который это средство не проверяет: подлинна ли она, определить нельзя.',
    'The signature in the PDF file is of a format that is not checked here: whether it is authentic cannot be determined.',
  ),
  PDF_CHANGES_ALLOWED: met(
    'ES-12.3.2',
    'Кол коюлгандан кийин документти ырастаган адам уруксат берген өзгөртүүлөр гана киргизилген.',
    'После подписания внесены только изменения, разрешённые заверившим документ.',
    'After signing only changes were made that whoever certified the document allows.',
  ),
  CERTIFICATE_REPLACED: not(
    'ES-11.3a',
    'Сертификат кол коюуда көрсөтүлгөн сертификат эмес: ал алмаштырылган же өзгөртүлгөн.',
    'Сертификат не тот, что указан при подписании: он заменён или изменён.',
    'The certificate is not the one named when signing: it was replaced or changed.',
  ),
  SIGNER_BOUND: met(
    'ES-11.3a',
    'Колтамга сертификатта көрсөтүлгөн ээсинин ачкычы менен коюлган.',
    'Подпись поставлена ключом владельца, указанного в сертификате.',
    'The signature was made with the key of the owner named in the certificate.',
  ),
  SIGNER_NOT_BOUND: missing(
    'ES-5.3.2',
    'Кол койгон адам аныкталган эмес: колтамгада анын сертификатына шилтеме жок.',
    'Подписавшее лицо не определено: в подписи нет ссылки на его сертификат.',
    'The signer is not determined: the signature does not name its certificate.',
  ),
  SIGNER_CERTIFICATE_MISSING: missing(
    'ES-11.3d',
    'Кол койгон адамдын сертификаты файлда да, реестрде да жок.',
    'Сертификата подписавшего лица нет ни в файле, ни в реестре.',
    'The signer’s certificate is neither in the file nor in the register.',
  ),
  PURPOSE_OTHER: not(
    'ES-11.3a',
    'Сертификаттагы ачкыч кол коюу үчүн арналган эмес.',
    'Ключ в сертификате не предназначен для подписания.',
    'The key in the certificate is not meant for signing.',
  ),
  DOCUMENT_MISSING: missing(
    'ES-12.3.1',
    'Кол коюлган документ берилген эмес.',
    'Подписанный документ не дан.',
    'The signed document was not given.',
  ),
  ALGORITHM_UNKNOWN: missing(
    'ES-4.2',
    'Колтамганын алгоритми бул каражатка белгисиз.',
    'Алгоритм подписи этому средству неизвестен.',
    'This verifier does not know the algorithm of the signature.',
  ),
  ALGORITHM_WEAK: not(
    'ES-12.1.1',
    'Колтамганын алгоритми же ачкычы ишенимдүү эмес.',
    'Алгоритм или ключ подписи ненадёжен.',
    'The algorithm or the key of the signature is not trusted.',
  ),
  VERIFIER_CONFIRMED: met(
    'ES-11.3c',
    'Текшерүү тастыктоо алган электрондук колтамга каражаты менен жүргүзүлдү.',
    'Проверка проведена подтверждённым средством электронной подписи.',
    'The check was made with confirmed signature means.',
  ),
  VERIFIER_NOT_CONFIRMED: missing(
    'ES-11.3c',
    'Бул текшерүү каражаты тастыкталган каражаттардын тизмегинде жок: жыйынтык техникалык гана.',
    'Этого средства проверки нет в перечне подтверждённых: результат только технический.',
    'This verifier is not on the list of confirmed means: the result is a technical one only.',
  ),
  VERIFIER_UNKNOWN: missing(
    'ES-11.3c',
    'Тастыкталган каражаттардын тизмеги берилген эмес: жыйынтык техникалык гана.',
    'Перечень подтверждённых средств не дан: результат только технический.',
    'The list of confirmed means was not given: the result is a technical one only.',
  ),
};

const limits = {
  LIMITS_NONE: met(
    'ES-11.4',
    'Сертификатта чектөөлөр белгиленген эмес.',
    'Ограничения в сертификате не установлены.',
    'The certificate sets no limits.',
  ),
  LIMIT_KEPT: met('ES-11.4', 'Чектөө сакталган.', 'Ограничение соблюдено.', 'The limit is kept.'),
  LIMITS_KEPT_BY_WORD: met(
    'ES-11.4',
    'Чектөөлөрдүн тексти окулган жана алар сакталганы ырасталган.',
    'Текст ограничений прочитан, их соблюдение подтверждено.',
    'The limits have been read, and it was confirmed that they are kept.',
  ),
  LIMIT_VIOLATED: not('ES-11.4', 'Чектөө бузулган.', 'Ограничение нарушено.', 'The limit is violated.'),
  LIMIT_PERIOD: not(
    'ES-11.4',
    'Колтамга сертификатта белгиленген мөөнөттөн тышкары коюлган.',
    'Подпись поставлена вне срока, установленного ограничением.',
    'The signature was made outside the period that the certificate sets.',
  ),
  LIMIT_NOT_TOLD: missing(
    'ES-11.4',
    'Чектөөнү текшерүү үчүн колтамга эмне үчүн пайдаланылганын билүү керек.',
    'Чтобы проверить ограничение, нужно знать, для чего использована подпись.',
    'To check the limit one must know what the signature is used for.',
  ),
  LIMITS_IN_WORDS: missing(
    'ES-11.4',
    'Чектөөлөр сөз менен берилген: аларды окуп, сакталганын ырастаңыз.',
    'Ограничения даны словами: прочитайте их и подтвердите, что они соблюдены.',
    'The limits are given in words: read them and confirm that they are kept.',
  ),
  LIMITS_UNREADABLE: missing(
    'ES-11.4',
    'Сертификаттагы чектөөлөрдү же ыйгарым укуктарды окуу мүмкүн эмес.',
    'Ограничения или полномочия в сертификате нельзя прочитать.',
    'The limits or powers in the certificate cannot be read.',
  ),
};

const time = {
  TIME_STAMP: met(
    'ES-11.2a',
    'Кол коюу учуру жөнүндө анык маалымат: ишенимдүү кызматтын убакыт белгиси.',
    'Достоверные сведения о моменте подписания: метка времени доверенной службы.',
    'Reliable information about the moment of signing: a time-stamp of a trusted authority.',
  ),
  TIME_CHECKPOINT: met(
    'ES-11.2a',
    'Кол коюу учуру жөнүндө анык маалымат: журналдын көз карандысыз ырасталган абалы.',
    'Достоверные сведения о моменте подписания: независимо заверенное состояние журнала.',
    'Reliable information about the moment of signing: a log checkpoint with an independent time.',
  ),
  TIME_ARCHIVE: met(
    'ES-11.2a',
    'Колтамганын, анын сертификаттарынын жана тизмелеринин ошол учурда болгондугу жөнүндө анык маалымат: архивдик убакыт белгиси.',
    'Достоверные сведения о том, что подпись, её сертификаты и списки в этот момент были: архивная метка времени.',
    'Reliable information that the signature, its certificates and lists were there at that moment: an archive time-stamp.',
  ),
  TIME_STAMP_WRONG: not(
    'ES-11.2a',
    'Убакыт белгиси бул колтамгага туура келбейт же өзгөртүлгөн.',
    'Метка времени не относится к этой подписи или изменена.',
    'The time-stamp is not one over this signature, or was changed.',
  ),
  TIME_STAMP_LATER: not(
    'ES-11.2a',
    'Убакыт белгиси текшерүү учурунан кийинки убакытты көрсөтөт.',
    'Метка времени позже момента проверки.',
    'The time-stamp is later than the moment of checking.',
  ),
  TIME_AUTHORITY_NOT_TRUSTED: not(
    'ES-11.2a',
    'Убакыт белгисин берген кызматка ишеним жок.',
    'Служба, выдавшая метку времени, не является доверенной.',
    'The time-stamping authority is not a trusted one.',
  ),
  TIME_AUTHORITY_STATUS_UNKNOWN: missing(
    'ES-11.2a',
    'Убакыт белгисин берген кызматтын сертификатынын абалы белгисиз.',
    'Статус сертификата службы меток времени неизвестен.',
    'The status of the time-stamping authority’s certificate is unknown.',
  ),
  TIME_ORDER: missing(
    'ES-11.2a',
    'Кол коюу учурун көрсөткөн убакыт белгиси кол коюлганга чейин алынган белгиден эрте: сааттардын бири туура эмес болгон, ошондуктан ал учур далилденген эмес.',
    'Метка времени о моменте подписания раньше метки, взятой до подписания: одни из часов шли неверно, поэтому этот момент не доказан.',
    'The time-stamp for the moment of signing is earlier than one that was taken before signing: one of the clocks was wrong, so that moment is not proven.',
  ),
  TIME_CLAIMED_ONLY: missing(
    'ES-11.2b',
    'Кол койгон адам көрсөткөн убакыт далил болбойт жана эске алынган жок.',
    'Время, указанное подписавшим, не является доказательством и не учтено.',
    'The time the signer states proves nothing and was ignored.',
  ),
  TIME_UNKNOWN: missing(
    'ES-11.2b',
    'Кол коюу учуру жөнүндө анык маалымат жок: сертификат текшерүү учуруна карата бааланат.',
    'Достоверных сведений о моменте подписания нет: сертификат оценивается на момент проверки.',
    'There is no reliable information about the moment of signing: the certificate is judged at the moment of checking.',
  ),
};

const features = {
  BY_KEY: met(
    'ES-5.3.1',
    'Ачкыч менен түзүлгөн криптографиялык колтамга.',
    'Криптографическая подпись, созданная ключом.',
    'A cryptographic signature made with a key.',
  ),
  CHANGES_SHOW: met(
    'ES-5.3.3',
    'Документтеги ар кандай өзгөртүү көрүнөт.',
    'Любое изменение документа обнаруживается.',
    'Any change of the document shows.',
  ),
  UNDER_CONTROL: met(
    'ES-5.3.4',
    'Колтамга ачкычы кол койгон адамда; башкача экени жөнүндө маалымат жок.',
    'Ключ подписи у подписавшего лица; сведений об ином нет.',
    'The signature key is the signer’s; nothing on record says otherwise.',
  ),
  MEANS_CONFIRMED: met(
    'ES-5.4.2',
    'Колтамга тастыктоо алган каражат менен түзүлгөн.',
    'Подпись создана подтверждённым средством.',
    'The signature was made with confirmed means.',
  ),
  MEANS_NOT_CONFIRMED: not(
    'ES-5.4.2',
    'Колтамга түзүлгөн каражат тастыкталган каражаттардын тизмегинде жок.',
    'Средства, которым создана подпись, нет в перечне подтверждённых.',
    'The means the signature was made with are not on the list of confirmed means.',
  ),
  MEANS_UNKNOWN: missing(
    'ES-5.4.2',
    'Тастыкталган каражаттардын тизмеги берилген эмес.',
    'Перечень подтверждённых средств не дан.',
    'The list of confirmed means was not given.',
  ),
  MEANS_NOT_STATED: missing(
    'ES-5.4.2',
    'Колтамга кандай каражат менен түзүлгөнү көрсөтүлгөн эмес.',
    'Не указано, каким средством создана подпись.',
    'It is not stated what means the signature was made with.',
  ),
};

const former = {
  LEGACY_DOCUMENT: met(
    'ES-19.2a',
    'Документке мыйзам күчүнө киргенге чейин кол коюлган: каражаттардын тастыктоосу суралбайт.',
    'Документ подписан до вступления закона в силу: подтверждение средств не требуется.',
    'The document was signed before the law entered into force: no confirmation of means is asked for.',
  ),
};

const notes = {
  PDF_ADDED: met(
    'ES-12.3.2',
    'Кол коюлгандан кийин файлга башка колтамгалар же аларды текшерүү үчүн маалымат гана кошулган: кол коюлган документ ошол бойдон.',
    'После подписания в файл добавлены только другие подписи или сведения для их проверки: подписанный документ не затронут.',
    'After signing only further signatures or data for checking them were added: the signed document is as it was.',
  ),
  PDF_SCRIPTS: met(
    'ES-12.3.2',
    'Файлда программалар (скрипттер) бар: алар баракта көрүнгөндү өзгөртө алат.',
    'В файле есть программы (скрипты): они могут менять то, что видно на странице.',
    'The file contains scripts: they can change what is seen on a page.',
  ),
  COURT_DECISION: not(
    'ES-11b',
    'Бул колтамга, документ же сертификат боюнча соттун чечими бар.',
    'По этой подписи, документу или сертификату есть решение суда.',
    'There is a court decision about this signature, document or certificate.',
  ),
  CONTENT_STAMPED: met(
    'ES-11.2a',
    'Кол коюлганга чейин алынган убакыт белгиси: документ ошол учурда болгон, колтамга андан кийин коюлган.',
    'Метка времени, взятая до подписания: документ в этот момент был, подпись поставлена после него.',
    'A time-stamp that was taken before signing: the document was there at that moment, and was signed after it.',
  ),
  CONTENT_STAMP_WRONG: not(
    'ES-11.2a',
    'Кол коюлганга чейин алынган убакыт белгиси бул документке туура келбейт же өзгөртүлгөн: ал эч нерсени далилдебейт.',
    'Метка времени, взятая до подписания, не относится к этому документу или изменена: она ничего не доказывает.',
    'The time-stamp that was taken before signing is not one over this document, or was changed: it proves nothing.',
  ),
  CONTENT_STAMP_NOT_TRUSTED: missing(
    'ES-11.2a',
    'Кол коюлганга чейин алынган убакыт белгисин берген кызматка ишеним жок же анын сертификатынын абалы белгисиз: ал эске алынган жок.',
    'Служба, выдавшая метку времени до подписания, не является доверенной или статус её сертификата неизвестен: метка не учтена.',
    'The authority of the time-stamp that was taken before signing is not a trusted one, or how its certificate stands is unknown: it was not relied upon.',
  ),
  COUNTERSIGNED: met(
    'ES-2.1',
    'Колтамганы башкалар да кол коюп ырастаган.',
    'Подпись заверена подписями других лиц.',
    'Others have countersigned the signature.',
  ),
  COUNTERSIGNATURE_WRONG: not(
    'ES-2.1',
    'Колтамганы ырастаган башка колтамга туура эмес.',
    'Заверяющая подпись неверна.',
    'A countersignature does not hold.',
  ),
};

export const findings = { ...issuer, ...validity, ...integrity, ...limits, ...time, ...features, ...former, ...notes };
export type FindingCode = keyof typeof findings;
