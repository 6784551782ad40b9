// The front page. What the platform is, in the plainest words that stay true.

const ky = {
  title: 'Жеке маалыматыңызды сиз башкарасыз',
  description:
    'Макулдук: жеке маалыматтарды иштетүүгө макулдук берүүнүн, аны кайта сурап алуунун жана далилдөөнүн мамлекеттик деңгээлдеги ачык аянтчасы.',
  lead: 'Мамлекеттик орган же уюм жеке маалыматыңызды эмне үчүн, кайсы мыйзамга таянып жана качанга чейин иштетерин окуп, макулдук бересиз, баш тартасыз же макулдугуңузду каалаган убакта кайта сурап аласыз. Ар бир аракеттин далили сизде калат.',
  start: 'Баштоо',
  mine: 'Менин макулдуктарым',
  registers: 'Кармоочулардын реестри',
  note: 'Акысыз. Телефондо да, компьютерде да иштейт. Кыргызча, орусча жана англисче.',
  how: 'Кантип иштейт',
  steps: [
    {
      title: 'Алгач окуйсуз',
      text: 'Ким, кайсы маалыматты, эмне максатта, мыйзамдын кайсы негизинде жана канча убакытка сурап жатканы бир бетте жазылат. Аны окумайынча макулдук суралбайт.',
    },
    {
      title: 'Өзүңүз тандайсыз',
      text: 'Алдын ала бир да белги коюлбайт. Айрым маалыматтарга гана макул болсоңуз болот, баш тартсаңыз — ал да сиздин укугуңуз.',
    },
    {
      title: 'Кол коёсуз',
      text: 'Өкмөт бекиткен типтүү форма толтурулат. Ага сырсөз же түзмөгүңүздүн ачкычы менен, же кагазга кол коёсуз.',
    },
    {
      title: 'Каалаган убакта кайта сурап аласыз',
      text: 'Кайта сурап алуу макулдук бергенден татаал эмес. Кармоочунун тутуму ошол замат «жок» деген жооп алат.',
    },
  ],
  who: 'Ким үчүн',
  citizens: {
    title: 'Жарандарга',
    text: 'Кимде кайсы макулдугуңуз бар, эмне үчүн жана качанга чейин экенин бир жерден көрөсүз. «Бул мен эмесмин» деп билдирсеңиз, макулдук текшерүү бүткөнчө токтотулат.',
    link: 'Макулдуктарымды көрүү',
  },
  holders: {
    title: 'Кармоочуларга',
    text: 'Максаттарыңызды жана саясатыңызды жарыялайсыз. Тутум алардын мыйзамга дал келишин беренеси менен текшерет. Маалыматты иштетүүгө болобу деген суроого API дароо жооп берет.',
    link: 'Кармоочулардын реестри',
  },
  officers: {
    title: 'Кызмат адамдарына',
    text: 'Ар бир аракеттин аткаруучусу, укуктук негизи, мөөнөтү, колтамгасы жана далили бар. Далилдин файлын соттон же иштин материалдарынан алып, ушул жерден же тармаксыз текшересиз.',
    link: 'Далилди текшерүү',
  },
  trust: 'Бизге ишенбей эле текшериңиз',
  trustLead:
    'Ар бир аракет эч ким билинбестен өзгөртө албай турган журналга жазылат. Аны сырткы күбөлөр да көзөмөлдөй алат. Ошондуктан платформаны иштеткендерге ишенүүнүн кереги жок.',
  proofs: [
    {
      title: 'Далил сиздин колуңузда',
      text: 'Макулдуктун өзү, сизге көрсөтүлгөн билдирүү, колтамга жана журналдагы орду бир файлда сакталат. Анын бир байты өзгөртүлсө да билинет.',
      link: 'Далилди текшерүү',
      href: '/verify',
    },
    {
      title: 'Журнал ачык',
      text: 'Журналдын көлөмүн жана анын тамыр хешин каалаган адам көрүп, салыштыра алат. Журналда жеке маалымат жок: анда хештер гана турат.',
      link: 'Журналды көрүү',
      href: '/log',
    },
    {
      title: 'Мыйзам көз алдыңызда',
      text: 'Ар бир чектөөнүн, мөөнөттүн жана баш тартуунун жанында анын беренеси жана түпнуска тексти турат.',
      link: 'Мыйзамдын талаптары',
      href: '/law',
    },
  ],
  facts: {
    records: 'журналдагы жазуу',
    holders: 'катталган кармоочу',
    forms: 'жарыяланган макулдук формасы',
    rules: 'мыйзам талабы эсепте',
  },
  law: 'Кайсы актыларга таянат',
  lawLead: 'Колдонуудан чыккан жана кабыл алына элек актылар бардык жерде ошондой деп белгиленет.',
  builders: 'Программисттерге',
  buildersText:
    'Макулдук алуунун баарын API аркылуу да жүргүзсө болот: ачык стандарттар, үч тилдеги түшүндүрмөлөр, көчүрүп алып иштете турган буйруктар.',
  buildersLink: 'API боюнча колдонмо',
};

const ru: typeof ky = {
  title: 'Вашими персональными данными распоряжаетесь вы',
  description:
    'Макулдук: открытая государственная платформа, на которой дают, отзывают и доказывают согласие на обработку персональных данных.',
  lead: 'Прочитайте, зачем, на основании какого закона и до какого срока государственный орган или организация обрабатывает ваши данные. Дайте согласие, откажитесь или отзовите согласие в любое время. Доказательство каждого действия остаётся у вас.',
  start: 'Начать',
  mine: 'Мои согласия',
  registers: 'Реестр держателей',
  note: 'Бесплатно. Работает на телефоне и на компьютере. На кыргызском, русском и английском языках.',
  how: 'Как это работает',
  steps: [
    {
      title: 'Сначала вы читаете',
      text: 'На одной странице сказано, кто, какие данные, с какой целью, на каком основании закона и на какой срок запрашивает. Пока вы её не увидели, согласие не запрашивается.',
    },
    {
      title: 'Выбираете сами',
      text: 'Ни одна отметка не стоит заранее. Можно согласиться только на часть данных, а отказ — такое же ваше право.',
    },
    {
      title: 'Подписываете',
      text: 'Заполняется типовая форма, утверждённая Правительством. Вы подписываете её паролем, ключом своего устройства или от руки на бумаге.',
    },
    {
      title: 'Отзываете в любое время',
      text: 'Отозвать не сложнее, чем дать. Система держателя сразу же получает ответ «нет».',
    },
  ],
  who: 'Для кого',
  citizens: {
    title: 'Гражданам',
    text: 'В одном месте видно, у кого есть ваше согласие, на что и до какого срока. Сообщите «это был не я» — и действие согласия приостановят до окончания проверки.',
    link: 'Посмотреть мои согласия',
  },
  holders: {
    title: 'Держателям',
    text: 'Вы публикуете цели и политику. Система проверяет их на соответствие закону и называет статью. На вопрос, можно ли обрабатывать данные, API отвечает сразу.',
    link: 'Реестр держателей',
  },
  officers: {
    title: 'Должностным лицам',
    text: 'У каждого действия есть исполнитель, правовое основание, срок, подпись и доказательство. Файл доказательства из суда или материалов дела проверяется здесь или без сети.',
    link: 'Проверить доказательство',
  },
  trust: 'Проверьте нас, не доверяя нам',
  trustLead:
    'Каждое действие записывается в журнал, который никто не может незаметно изменить. За ним могут следить и внешние свидетели. Поэтому доверять тем, кто обслуживает платформу, не требуется.',
  proofs: [
    {
      title: 'Доказательство у вас',
      text: 'Само согласие, показанное вам уведомление, подпись и место в журнале хранятся в одном файле. Изменение даже одного байта обнаружится.',
      link: 'Проверить доказательство',
      href: '/verify',
    },
    {
      title: 'Журнал открыт',
      text: 'Размер журнала и его контрольную сумму может посмотреть и сверить каждый. Персональных данных в журнале нет: в нём только контрольные суммы.',
      link: 'Открыть журнал',
      href: '/log',
    },
    {
      title: 'Закон перед глазами',
      text: 'Рядом с каждым ограничением, сроком и отказом стоит статья и её подлинный текст.',
      link: 'Требования закона',
      href: '/law',
    },
  ],
  facts: {
    records: 'записей в журнале',
    holders: 'держателей зарегистрировано',
    forms: 'форм согласия опубликовано',
    rules: 'требований закона на учёте',
  },
  law: 'На какие акты опирается',
  lawLead: 'Акты, утратившие силу, и проекты, ещё не принятые, везде помечены как таковые.',
  builders: 'Разработчикам',
  buildersText:
    'Весь путь согласия можно пройти и через API: открытые стандарты, пояснения на трёх языках, команды, которые можно скопировать и выполнить.',
  buildersLink: 'Руководство по API',
};

const en: typeof ky = {
  title: 'Your personal data, on your terms',
  description:
    'Makulduk: the open public platform on which people give, withdraw and prove consent to the processing of their personal data.',
  lead: 'Read why a state body or an organisation processes your data, under which law and until when. Consent, refuse, or withdraw your consent at any time. The proof of every act stays with you.',
  start: 'Start now',
  mine: 'My consents',
  registers: 'Register of holders',
  note: 'Free of charge. Works on a phone and on a computer. In Kyrgyz, Russian and English.',
  how: 'How it works',
  steps: [
    {
      title: 'First you read',
      text: 'One page says who asks for which data, for what purpose, on what ground of the law and for how long. Nobody asks for your consent before you have seen it.',
    },
    {
      title: 'You choose',
      text: 'Nothing is ticked beforehand. You may agree to a part of the data only, and refusing is just as much your right.',
    },
    {
      title: 'You sign',
      text: 'The standard form approved by the Government is filled in. You sign it with your password, with a key in your device, or by hand on paper.',
    },
    {
      title: 'You withdraw whenever you like',
      text: 'Withdrawing takes no more steps than giving. The holder’s system is told "no" at once.',
    },
  ],
  who: 'Who it is for',
  citizens: {
    title: 'Citizens',
    text: 'See in one place who has your consent, for what and until when. Say "this was not me" and the consent is suspended until it has been checked.',
    link: 'See my consents',
  },
  holders: {
    title: 'Holders of data',
    text: 'Publish your purposes and your policy. The system checks them against the law and names the article. The API answers at once whether data may be processed.',
    link: 'Register of holders',
  },
  officers: {
    title: 'Officials',
    text: 'Every act has an actor, a legal ground, a term, a signature and a proof. An evidence file from a court or a case file is checked here, or without any network.',
    link: 'Verify evidence',
  },
  trust: 'Check us without trusting us',
  trustLead:
    'Every act is written to a log that nobody can change unnoticed. Outside witnesses can watch it too. So you need not trust the people who run the platform.',
  proofs: [
    {
      title: 'The proof is yours',
      text: 'The consent itself, the notice you were shown, the signature and its place in the log are kept in one file. Changing a single byte is noticed.',
      link: 'Verify evidence',
      href: '/verify',
    },
    {
      title: 'The log is open',
      text: 'Anybody can read and compare the size of the log and its root hash. There is no personal data in the log: it holds hashes only.',
      link: 'Open the log',
      href: '/log',
    },
    {
      title: 'The law in front of you',
      text: 'Beside every limit, term and refusal stand its article and the original words.',
      link: 'Requirements of the law',
      href: '/law',
    },
  ],
  facts: {
    records: 'entries in the log',
    holders: 'registered holders',
    forms: 'published consent forms',
    rules: 'requirements of the law on file',
  },
  law: 'The acts it rests on',
  lawLead: 'Acts that are repealed and drafts that are not adopted are marked as such everywhere.',
  builders: 'For developers',
  buildersText:
    'The whole way of a consent can be gone through the API too: open standards, explanations in three languages, commands to copy and run.',
  buildersLink: 'API guide',
};

export const landingWords = { ky, ru, en };
