type Part = { readonly title: string; readonly text: readonly string[] };
type Page = { readonly title: string; readonly lead: string; readonly parts: readonly Part[] };
type Pages = { readonly accessibility: Page; readonly licence: Page; readonly privacy: Page };

const ky: Pages = {
  accessibility: {
    title: 'Жеткиликтүүлүк',
    lead: 'Макулдукту ар бир адам пайдалана алышы керек: көзү начар көргөн, чычкансыз иштеген, эски телефондон же жай интернеттен кирген адам да.',
    parts: [
      {
        title: 'Эмне аткарылган',
        text: [
          'Беттер WCAG 2.2 эл аралык стандартынын AA деңгээлине ылайык түзүлгөн. Ар бир бет кыргызча, орусча жана англисче автоматтык түрдө текшерилет.',
          'Баарын клавиатура менен аткарса болот. Экранды окуган программалар ар бир талаанын атын, катасын жана абалын айтат.',
          'Түс эч качан жалгыз маани билдирбейт. Текстти 400 пайызга чейин чоңойтсо болот, бет 320 пиксель эндикке да батат.',
          'Жаркыраган жана күңүрт көрүнүш түзмөгүңүздүн жөндөөсүн ээрчийт.',
          'JavaScript өчүрүлсө да бардык беттер иштейт. Түзмөктүн ачкычы менен кирүү жана кол коюу гана JavaScript талап кылат; анын ордуна сырсөздү колдонсоңуз болот.',
        ],
      },
      {
        title: 'Белгилүү кемчиликтер',
        text: [
          'PDF документтер расмий форманын көчүрмөсү. Экранды окуган программага ошол эле мазмун бетте текст түрүндө берилет.',
          'Актылардын түпнуска тексттери бир тилде гана бар (кыргызча же орусча).',
        ],
      },
      {
        title: 'Кыйынчылык болсо',
        text: [
          'Бетти пайдалана албасаңыз, макулдукту кармоочунун кеңсесинде кагазга кол коюп берсеңиз да, кайта сурап алсаңыз да болот.',
        ],
      },
    ],
  },
  licence: {
    title: 'Лицензия жана булак код',
    lead: 'Макулдук — ачык программа: анын кодун окуп, мыйзамга канчалык дал келерин ар ким текшере алат.',
    parts: [
      {
        title: 'Программа',
        text: [
          'Программанын кодун жана тексттерин долбоор жазган. Колдонуу шарты булак код менен кошо берилген лицензия файлында көрсөтүлөт; ал файл жарыяланганга чейин бардык укуктар долбоордо калат.',
          'Актылардын тексттери — расмий документтер, аларга автордук укук жайылтылбайт.',
        ],
      },
      {
        title: 'Ариптер',
        text: ['Golos Text (беттерде жана документтерде) жана PT Serif (документтерде) — SIL Open Font License 1.1.'],
      },
      {
        title: 'Башкалардын эмгеги',
        text: [
          'Формалардын түзүлүшү жана жеткиликтүүлүк ыкмалары Улуу Британиянын GOV.UK Design System тажрыйбасына таянат (MIT лицензиясы, Crown copyright).',
          'Журнал C2SP ачык стандарттарын (tlog-tiles, signed-note, tlog-cosignature) колдонот.',
          'Программа колдонгон ачык китепканалар жана алардын лицензиялары package-lock.json файлында көрсөтүлгөн.',
        ],
      },
    ],
  },
  privacy: {
    title: 'Платформа эмнени сактайт',
    lead: 'Макулдук — макулдуктардын каттоосу, маалыматтардын кампасы эмес. Кармоочулардын иши жана сиз жөнүндө алардагы маалыматтар бул жерде сакталбайт.',
    parts: [
      {
        title: 'Сиз жөнүндө сакталганы',
        text: [
          'Эсебиңиз: логиниңиз (телефон же электрондук почта), сырсөздүн хеши, кирүү убактысы.',
          'Ким экениңиз ырасталгандан кийин: аты-жөнүңүз, ИНН, туулган күнүңүз, документиңиз жана дарегиңиз. Алар мыйзам макулдук документинде талап кылгандыктан гана керек.',
          'Берген, баш тарткан жана кайта сурап алган макулдуктарыңыз, сизге көрсөтүлгөн билдирүүлөр, алардын далили.',
        ],
      },
      {
        title: 'Кандай корголот',
        text: [
          'Ар бир адамдын маалыматы өз ачкычы менен шифрленет. Ачкыч жок кылынганда маалымат калыбына келбейт, ал эми журналдын далилдери бузулбайт.',
          'Ар бир кармоочу сизди өзүнө гана тиешелүү номер менен билет. Ошондуктан кармоочулар маалыматтарды сиз аркылуу бириктире албайт.',
          'Жалпыга ачык журналда жеке маалымат жок.',
        ],
      },
      {
        title: 'Кукилер',
        text: [
          'Үч куки гана бар: тандаган тилиңиз, кирүү сеансыңыз жана формалардын коргоо белгиси. Жарнама жана көз салуу жок, башка сайттардан эч нерсе жүктөлбөйт.',
        ],
      },
      {
        title: 'Сиздин укугуңуз',
        text: [
          'Өзүңүз жөнүндө сакталгандын баарын «Менин макулдуктарым» бөлүмүнөн көрөсүз жана далилди жүктөп аласыз. Платформанын оператору — ар бир кармоочунун иштетүүчүсү.',
        ],
      },
    ],
  },
};

const ru: Pages = {
  accessibility: {
    title: 'Доступность',
    lead: 'Пользоваться Макулдуком должен иметь возможность каждый: и тот, кто плохо видит, и тот, кто работает без мыши, и тот, у кого старый телефон или медленный интернет.',
    parts: [
      {
        title: 'Что сделано',
        text: [
          'Страницы построены по международному стандарту WCAG 2.2, уровень AA. Каждая страница проверяется автоматически на кыргызском, русском и английском языках.',
          'Всё можно сделать с клавиатуры. Программы экранного доступа называют каждое поле, его ошибку и состояние.',
          'Цвет нигде не несёт смысла один. Текст можно увеличить до 400 процентов, страница помещается в ширину 320 пикселей.',
          'Светлый или тёмный вид следует настройке вашего устройства.',
          'Все страницы работают и без JavaScript. Он нужен только для входа и подписи ключом устройства; вместо ключа можно использовать пароль.',
        ],
      },
      {
        title: 'Известные недостатки',
        text: [
          'Документы PDF повторяют официальную форму. То же содержание для программ экранного доступа есть на странице в виде текста.',
          'Подлинные тексты актов существуют только на одном языке (кыргызском или русском).',
        ],
      },
      {
        title: 'Если возникли трудности',
        text: ['Если пользоваться страницей не получается, согласие можно дать и отозвать на бумаге у держателя.'],
      },
    ],
  },
  licence: {
    title: 'Лицензия и исходный код',
    lead: 'Макулдук — открытая программа: её код может прочитать каждый и проверить, насколько она соответствует закону.',
    parts: [
      {
        title: 'Программа',
        text: [
          'Код и тексты программы написаны проектом. Условия использования указываются в файле лицензии, который прилагается к исходному коду; пока такой файл не опубликован, все права остаются за проектом.',
          'Тексты актов — официальные документы, авторское право на них не распространяется.',
        ],
      },
      {
        title: 'Шрифты',
        text: ['Golos Text (на страницах и в документах) и PT Serif (в документах) — SIL Open Font License 1.1.'],
      },
      {
        title: 'Труд других',
        text: [
          'Устройство форм и приёмы доступности опираются на опыт GOV.UK Design System Великобритании (лицензия MIT, Crown copyright).',
          'Журнал построен на открытых стандартах C2SP (tlog-tiles, signed-note, tlog-cosignature).',
          'Открытые библиотеки, которыми пользуется программа, и их лицензии перечислены в файле package-lock.json.',
        ],
      },
    ],
  },
  privacy: {
    title: 'Что хранит платформа',
    lead: 'Макулдук — учёт согласий, а не склад данных. Дела держателей и сведения, которые они ведут о вас, здесь не хранятся.',
    parts: [
      {
        title: 'Что хранится о вас',
        text: [
          'Учётная запись: логин (телефон или электронная почта), контрольная сумма пароля, время входа.',
          'После подтверждения личности: имя, ПИН, дата рождения, документ и адрес. Они нужны только потому, что закон требует их в документе согласия.',
          'Данные, отклонённые и отозванные вами согласия, показанные вам уведомления и доказательства этого.',
        ],
      },
      {
        title: 'Как это защищено',
        text: [
          'Данные каждого лица зашифрованы его собственным ключом. Если ключ уничтожен, данные не восстановить, а доказательства журнала остаются верны.',
          'Каждый держатель знает вас под номером, который есть только у него. Поэтому держатели не могут объединить данные через вас.',
          'В открытом журнале персональных данных нет.',
        ],
      },
      {
        title: 'Файлы cookie',
        text: [
          'Их только три: выбранный язык, сеанс входа и защитная метка форм. Рекламы и слежения нет, с других сайтов ничего не загружается.',
        ],
      },
      {
        title: 'Ваши права',
        text: [
          'Всё, что о вас хранится, видно в разделе «Мои согласия», там же можно скачать доказательства. Оператор платформы — обработчик каждого из держателей.',
        ],
      },
    ],
  },
};

const en: Pages = {
  accessibility: {
    title: 'Accessibility',
    lead: 'Everybody must be able to use Makulduk: people who see poorly, who work without a mouse, who have an old telephone or a slow connection.',
    parts: [
      {
        title: 'What is done',
        text: [
          'The pages follow the international standard WCAG 2.2 at level AA. Each page is checked by a program in Kyrgyz, Russian and English.',
          'Everything can be done with the keyboard. Screen readers name each field, its error and its state.',
          'Colour never carries a meaning alone. Text can be enlarged to 400 per cent, and a page fits a width of 320 pixels.',
          'The light or dark look follows the setting of your device.',
          'All pages work without JavaScript. Only signing in and signing with a key in your device need it; a password works instead.',
        ],
      },
      {
        title: 'Known shortcomings',
        text: [
          'PDF documents reproduce the official form. The same content stands on a page as text for screen readers.',
          'The original texts of the acts exist in one language only (Kyrgyz or Russian).',
        ],
      },
      {
        title: 'If you have difficulty',
        text: ['If you cannot use a page, you can give and withdraw consent on paper at the holder’s office.'],
      },
    ],
  },
  licence: {
    title: 'Licence and source code',
    lead: 'Makulduk is open software: anybody can read its code and check how it follows the law.',
    parts: [
      {
        title: 'The software',
        text: [
          'Code and texts were written by the project. The terms of use stand in a licence file that comes with the source code; until such a file is published, all rights remain with the project.',
          'The texts of the acts are official documents and not subject to copyright.',
        ],
      },
      {
        title: 'Fonts',
        text: ['Golos Text (pages and documents) and PT Serif (documents): SIL Open Font License 1.1.'],
      },
      {
        title: 'The work of others',
        text: [
          'The structure of forms and the ways of making them accessible build on the GOV.UK Design System of the United Kingdom (MIT licence, Crown copyright).',
          'The log uses open C2SP standards (tlog-tiles, signed-note, tlog-cosignature).',
          'The open libraries that the software uses, with their licences, are listed in package-lock.json.',
        ],
      },
    ],
  },
  privacy: {
    title: 'What the platform stores',
    lead: 'Makulduk keeps a record of consents; it is no warehouse of data. The holders’ files and what they know about you are not here.',
    parts: [
      {
        title: 'What is stored about you',
        text: [
          'Your account: login (telephone or e-mail), a hash of the password, the time of signing in.',
          'Once your identity is proven: your name, PIN, date of birth, document and address. They are needed only because the law wants them in a consent.',
          'The consents you gave, refused and withdrew, the notices you were shown, and the proof of it.',
        ],
      },
      {
        title: 'How it is protected',
        text: [
          'Each person’s data is encrypted under a key of its own. When the key is destroyed the data cannot be restored, and the proofs of the log still hold.',
          'Each holder knows you by a number that only that holder has. So holders cannot join their data through you.',
          'There is no personal data in the public log.',
        ],
      },
      {
        title: 'Cookies',
        text: [
          'There are three: your language, your session, and a mark that protects forms. No advertising, no tracking, and nothing is loaded from other sites.',
        ],
      },
      {
        title: 'Your rights',
        text: [
          'You see everything that is stored about you under "My consents" and can download the proofs there. The operator of the platform is a processor of each holder.',
        ],
      },
    ],
  },
};
export const aboutWords = { ky, ru, en };
