const ky = {
  title: 'Борбордун ачкычы',
  office: 'Борбордун кабинети',
  lead: 'Башкы (түпкү) күбөлөндүрүүчү борбор сертификатты борбордун өз ачкычына берет. Сурам (PKCS#10) борбордун ошол ачкычка ээ экенин далилдейт; ал аккредиттөөгө берилген арызга тиркелет.',
  sandbox:
    'Сыноо чөйрөсүндө ачкыч ушул жерде сакталат жана аны борбордун эки кызматкери чогуу ачат. Борбор өз каражаттары менен түзгөн сурамды да бере алат.',
  request: 'Сурам (PKCS#10)',
  next: 'Бул сурам аккредиттөөгө берилүүчү арыздын формасында даяр турат.',
  make: 'Ачкыч түзүү',
  again: 'Жаңы ачкыч түзүү',
  made: 'Сурам даяр. Сертификаты жок ачкыч мурда эле бар болсо, ошол ачкыч колдонулат.',
};
type Words = typeof ky;
const ru: Words = {
  title: 'Ключ центра',
  office: 'Кабинет центра',
  lead: 'Головной (корневой) удостоверяющий центр выдаёт сертификат на собственный ключ центра. Запрос (PKCS#10) доказывает, что центр владеет этим ключом; он прилагается к заявлению на аккредитацию.',
  sandbox:
    'В тестовой среде ключ хранится здесь, и открывают его вместе два сотрудника центра. Центр может подать и запрос, созданный своими средствами.',
  request: 'Запрос (PKCS#10)',
  next: 'Этот запрос уже стоит в форме заявления на аккредитацию.',
  make: 'Создать ключ',
  again: 'Создать новый ключ',
  made: 'Запрос готов. Если ключ без сертификата уже был, используется он.',
};
const en: Words = {
  title: 'The centre’s key',
  office: 'The centre’s office',
  lead: 'The root certification centre issues its certificate for the centre’s own key. The request (PKCS#10) proves that the centre holds that key; it is part of the application for accreditation.',
  sandbox:
    'In the sandbox the key is kept here, and two of the centre’s staff open it together. A centre may also file a request made by its own means.',
  request: 'Request (PKCS#10)',
  next: 'This request stands in the form of the application for accreditation already.',
  make: 'Make a key',
  again: 'Make a new key',
  made: 'The request is ready. Where there was a key without a certificate already, that key is used.',
};
export const centreKeyWords = { ky, ru, en };
