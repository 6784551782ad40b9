type Step = { readonly title: string; readonly text: string };

const ky: readonly Step[] = [
  {
    title: 'Катталуу',
    text: 'Сыноо чөйрөсүндө код жоопто эле келет, чыныгы чөйрөдө — SMS же электрондук почта менен. Сеанс jar файлында сакталат.',
  },
  {
    title: 'Ким экениңизди ырастоо',
    text: 'Сыноо чөйрөсүндө ЕСИнин ордун басуучу программа бар: ойдон чыгарылган жарандардын бирин тандайсыз. Бош тандоо же башка эсепке байланган жаран баш тартууга алып келет.',
  },
  {
    title: 'Дарек жана документ',
    text: 'ЕСИ аларды бербейт, ал эми токтомдун 8-пункту макулдукта көрсөтүлүшүн талап кылат.',
  },
  {
    title: 'Кармоочу, форма жана колтамга жөнүндө макулдашуу',
    text: 'Макулдашуу сырсөздү колтамгага айландырат (№ 128 Мыйзам, 6- жана 9-беренелер). Анын текстинин хешин кайра жиберүү менен кабыл аласыз.',
  },
  {
    title: 'Билдирүүнү окуу',
    text: 'Билдирүү көрсөтүлгөнү журналга жазылат. Ансыз макулдук берүүгө болбойт (токтомдун 5-пункту).',
  },
  {
    title: 'Тандоо',
    text: 'Каалаган маалыматтарыңызды гана тандаңыз. Жоопто толтурулган документ келет: аны окуп чыгыңыз.',
  },
  {
    title: 'Кол коюу',
    text: 'Кол документтин хешине коюлат, текстке эмес: бир тамга өзгөрсө да колтамга туура келбей калат.',
  },
  {
    title: 'Далилди алуу жана тармаксыз текшерүү',
    text: 'Жазуу журналга бир секундга жетпей киргизилет. Текшерүүчү программа маалымат базасыз жана тармаксыз иштейт.',
  },
  {
    title: 'Кармоочунун машинасы',
    text: 'Кармоочунун администратору машинаны каттайт; сыр бир гана жолу көрсөтүлөт. Токен кыска мөөнөттүү.',
  },
  {
    title: 'Иштетүүгө болобу',
    text: 'PIN деген сөздүн ордуна ЕСИнин бетинде көрсөтүлгөн ПИНди жазыңыз. Жооп: ооба, негизи жана далилдин номери.',
  },
  { title: 'Кайта сурап алуу', text: 'Андан кийин ошол эле суроого дароо «жок» деген жооп келет.' },
];
const ru: readonly Step[] = [
  {
    title: 'Регистрация',
    text: 'В тестовой среде код приходит прямо в ответе, в настоящей — по SMS или электронной почте. Сеанс хранится в файле jar.',
  },
  {
    title: 'Подтверждение личности',
    text: 'В тестовой среде ЕСИ заменяет программа-заместитель: вы выбираете одного из вымышленных граждан. Пустой выбор или гражданин, уже привязанный к другой учётной записи, приведёт к отказу.',
  },
  { title: 'Адрес и документ', text: 'ЕСИ их не передаёт, а пункт 8 постановления требует указать их в согласии.' },
  {
    title: 'Держатель, форма и соглашение о подписи',
    text: 'Соглашение делает пароль подписью (Закон № 128, статьи 6 и 9). Вы принимаете его, отправляя обратно контрольную сумму его текста.',
  },
  {
    title: 'Чтение уведомления',
    text: 'То, что уведомление показано, записывается в журнал. Без этого согласие дать нельзя (пункт 5 постановления).',
  },
  {
    title: 'Выбор',
    text: 'Выберите только те данные, которые готовы дать. В ответ придёт заполненный документ: прочитайте его.',
  },
  {
    title: 'Подпись',
    text: 'Подписывается контрольная сумма документа, а не текст на экране: если изменится хоть одна буква, подпись не подойдёт.',
  },
  {
    title: 'Доказательство и проверка без сети',
    text: 'Запись попадает в журнал менее чем за секунду. Проверяющая программа работает без базы данных и без сети.',
  },
  {
    title: 'Машина держателя',
    text: 'Администратор держателя регистрирует машину; секрет показывается один раз. Токен живёт недолго.',
  },
  {
    title: 'Можно ли обрабатывать',
    text: 'Вместо слова PIN подставьте ПИН, показанный на странице ЕСИ. Ответ: да, основание и номер доказательства.',
  },
  { title: 'Отзыв', text: 'После отзыва на тот же вопрос сразу приходит ответ «нет».' },
];
const en: readonly Step[] = [
  {
    title: 'Sign up',
    text: 'In the sandbox the code comes in the answer itself, otherwise by SMS or e-mail. The session is kept in the file jar.',
  },
  {
    title: 'Prove who you are',
    text: 'In the sandbox a stand-in takes the place of ESI: you choose one of its invented citizens. An empty choice, or a citizen already bound to another account, is refused.',
  },
  {
    title: 'Address and document',
    text: 'ESI does not pass them on, and paragraph 8 of the decree wants them in the consent.',
  },
  {
    title: 'The holder, its form and the agreement on signatures',
    text: 'The agreement makes a password a signature (Law No. 128, articles 6 and 9). You accept it by sending back the hash of its text.',
  },
  {
    title: 'Read the notice',
    text: 'That the notice was shown goes on record. Without it consent cannot be given (paragraph 5 of the decree).',
  },
  {
    title: 'Choose',
    text: 'Choose only the data you are ready to give. The answer holds the completed document: read it.',
  },
  {
    title: 'Sign',
    text: 'What is signed is the hash of the document, not the text on a screen: if one letter changes, the signature no longer fits.',
  },
  {
    title: 'Take the evidence and verify it offline',
    text: 'The entry is in the log in less than a second. The verifier needs neither database nor network.',
  },
  {
    title: 'A machine of the holder',
    text: 'The holder’s administrator registers a machine; its secret is shown once. The token is short-lived.',
  },
  {
    title: 'May it be processed',
    text: 'Put the PIN shown on the ESI page in the place of the word PIN. The answer: yes, the ground, and the number of the evidence.',
  },
  { title: 'Withdraw', text: 'After that the same question is answered "no" at once.' },
];
export const guideSteps = { ky, ru, en };
