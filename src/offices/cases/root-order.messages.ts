const ky = {
  lead: 'Башкы (түпкү) күбөлөндүрүүчү борбор төмөнкү сертификатка кол коёт. Ар бир саптын тизмектерге жана борбордун сурамына дал келишин текшериңиз. Эки башка кызматкер ырастагандан кийин гана кол коюлат; ырастоо бир суткага жарактуу.',
  owner: 'Сертификаттын ээси',
  address: 'Дареги',
  registration: 'Каттоо номери',
  certificate: 'Аккредиттөө жөнүндө күбөлүктүн номери',
  until: 'Кайсы күнгө чейин',
  means: 'Тастыкталган каражаттар',
  key: 'Борбордун ачкычынын хеши (SHA-256)',
  hash: 'Кол коюла турган маалыматтын хеши (SHA-256)',
  bytes: 'Кол коюла турган маалымат толугу менен',
  bytesText: 'DER, base64. Сертификаттын номери жана башталган учуру кол коюлганда кошулат.',
};
type Words = typeof ky;
const ru: Words = {
  lead: 'Головной (корневой) удостоверяющий центр подпишет следующий сертификат. Сверьте каждую строку с перечнями и с запросом центра. Подпись ставится только после подтверждения двумя разными сотрудниками; подтверждение действует сутки.',
  owner: 'Владелец сертификата',
  address: 'Адрес',
  registration: 'Регистрационный номер',
  certificate: 'Номер свидетельства об аккредитации',
  until: 'Действует до',
  means: 'Подтверждённые средства',
  key: 'Хеш ключа центра (SHA-256)',
  hash: 'Хеш того, что будет подписано (SHA-256)',
  bytes: 'То, что будет подписано, полностью',
  bytesText: 'DER, base64. Номер сертификата и момент начала добавляются при подписании.',
};
const en: Words = {
  lead: 'The root certification centre will sign the following certificate. Compare each line with the lists and with the centre’s request. It is signed only after two different officers have approved it; an approval holds for a day.',
  owner: 'Owner of the certificate',
  address: 'Address',
  registration: 'Registration number',
  certificate: 'Number of the accreditation certificate',
  until: 'Valid until',
  means: 'Confirmed means',
  key: 'Hash of the centre’s key (SHA-256)',
  hash: 'Hash of what will be signed (SHA-256)',
  bytes: 'What will be signed, in full',
  bytesText: 'DER, base64. The number of the certificate and its first moment are added when it is signed.',
};
export const rootOrderWords = { ky, ru, en };
