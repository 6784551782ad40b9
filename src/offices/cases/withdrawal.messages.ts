type Told = (day: string) => string;

const ky = {
  back: 'Ишке кайтуу',
  consent: 'Макулдук',
  seeConsent: 'Макулдукту көрүү',
  citizen: {
    FILED: 'Арызыңыз катталды.',
    PENDING: ((day) =>
      `Арызыңыз катталды, бирок ага тоскоол болгон нерсе катталган. Кармоочу жүйөлүү жооп берүүгө милдеттүү, жооптун акыркы күнү: ${day}. Ушул мөөнөттө жооп бербесе, макулдук өзүнөн өзү кайта сурап алынат.`) as Told,
    BARRED:
      'Кармоочу эмне тоскоол болуп жатканын жазуу жүзүндө көрсөттү (төмөндө). Милдеттенме аткарылганда же негиздин мөөнөтү бүткөндө макулдук жаңы арызсыз кайта сурап алынат. Аткарган болсоңуз, билдириңиз; макул болбосоңуз, ыйгарым укуктуу мамлекеттик органга даттаныңыз.',
    KEPT: 'Арызыңызды кайтарып алдыңыз: макулдук күчүндө калды.',
    WITHDRAWN: 'Макулдук кайта сурап алынды.',
  },
  holder: {
    FILED: 'Арыз катталды.',
    PENDING: ((day) =>
      `Жооптун акыркы күнү: ${day}. Эмне тоскоол болуп жатканын атап, жүйөлүү баш тартыңыз же тоскоолдук жок экенин ырастаңыз. Жооп берилбесе, мөөнөт бүткөндө макулдук өзүнөн өзү кайта сурап алынат.`) as Told,
    BARRED:
      'Баш тартуу тоскоолдук турганда гана күчүндө. Милдеттенме аткарылса, аны дароо белгилеңиз: акыркысы жоюлганда макулдук кайта сурап алынат.',
    KEPT: 'Субъект арызын кайтарып алды: макулдук күчүндө калды.',
    WITHDRAWN: 'Макулдук кайта сурап алынды: иштетүү токтотулушу керек.',
  },
  answerBy: 'Жооптун акыркы күнү',
  upholdLead:
    'Субъекттин ушул кармоочу алдындагы аткарылбаган жарандык-укуктук милдеттенмеси же арызга чейин катталган башка мыйзамдуу негиз гана тоскоол боло алат. Салык карызы тоскоол болбойт.',
  nothingRecorded:
    'Арыз берилгенге чейин эч кандай тоскоолдук катталган эмес: баш тартууга негиз жок, тоскоолдук жок экенин ырастаңыз.',
  bars: 'Эмне тоскоол болуп жатат',
  barsHint: 'Арыз берилгенге чейин катталгандар гана көрсөтүлгөн.',
  noEnd: 'мөөнөтү көрсөтүлгөн эмес',
  until: ((day) => `акыркы күнү: ${day}`) as Told,
  due: ((day) => `Аткаруу күнү: ${day}`) as Told,
  liftLead:
    'Милдеттенме аткарылганын же негиз жоголгонун белгилеңиз. Акыркы тоскоолдук жоюлганда макулдук жаңы арызсыз кайта сурап алынат жана субъектке кабарланат.',
  proveLead: 'Кармоочу билдирүүңүздү мөөнөтүндө карап, тоскоолдукту жоюуга же жүйөлүү жооп берүүгө милдеттүү.',
  whichLifted: 'Кайсы тоскоолдук жоюлду?',
  whichProved: 'Кайсы милдеттенме аткарылды?',
  statementHint: 'Мисалы: качан, кантип төлөнгөн, дүмүрчөктүн номери.',
  waits: 'Кайта сурап алуу күтүп турат',
};
type Words = typeof ky;
const ru: Words = {
  back: 'Вернуться к делу',
  consent: 'Согласие',
  seeConsent: 'Посмотреть согласие',
  citizen: {
    FILED: 'Ваше заявление зарегистрировано.',
    PENDING: (day) =>
      `Ваше заявление зарегистрировано, но отзыву препятствует зафиксированное ранее обстоятельство. Держатель обязан дать мотивированный ответ не позднее ${day}. Если он не ответит в этот срок, согласие будет отозвано само.`,
    BARRED:
      'Держатель письменно указал, что препятствует отзыву (ниже). Когда обязательство будет исполнено или срок основания истечёт, согласие будет отозвано без нового заявления. Если вы исполнили обязательство, сообщите об этом; если не согласны, подайте жалобу в уполномоченный государственный орган.',
    KEPT: 'Вы забрали заявление: согласие осталось в силе.',
    WITHDRAWN: 'Согласие отозвано.',
  },
  holder: {
    FILED: 'Заявление зарегистрировано.',
    PENDING: (day) =>
      `Ответьте не позднее ${day}: откажите мотивированно, назвав препятствие, либо подтвердите, что препятствий нет. Если ответа не будет, по истечении срока согласие будет отозвано само.`,
    BARRED:
      'Отказ действует, только пока стоит препятствие. Если обязательство исполнено, отметьте это сразу: с отпадением последнего согласие будет отозвано.',
    KEPT: 'Субъект забрал заявление: согласие осталось в силе.',
    WITHDRAWN: 'Согласие отозвано: обработка должна быть прекращена.',
  },
  answerBy: 'Последний день ответа',
  upholdLead:
    'Препятствовать может только неисполненное гражданско-правовое обязательство субъекта перед этим держателем либо иное законное основание, зафиксированное до заявления. Налоговая задолженность не препятствует.',
  nothingRecorded:
    'До подачи заявления никакого препятствия не зафиксировано: оснований для отказа нет, подтвердите отсутствие препятствий.',
  bars: 'Что препятствует отзыву',
  barsHint: 'Показано только то, что зафиксировано до подачи заявления.',
  noEnd: 'срок не указан',
  until: (day) => `по ${day} включительно`,
  due: (day) => `Срок исполнения: ${day}`,
  liftLead:
    'Отметьте, что обязательство исполнено или основание отпало. С отпадением последнего препятствия согласие будет отозвано без нового заявления, а субъект уведомлён.',
  proveLead: 'Держатель обязан в срок рассмотреть ваше сообщение: снять препятствие или дать мотивированный ответ.',
  whichLifted: 'Какое препятствие отпало?',
  whichProved: 'Какое обязательство исполнено?',
  statementHint: 'Например: когда и как оплачено, номер квитанции.',
  waits: 'Отзыв ожидает',
};
const en: Words = {
  back: 'Back to the case',
  consent: 'Consent',
  seeConsent: 'See the consent',
  citizen: {
    FILED: 'Your application is on record.',
    PENDING: (day) =>
      `Your application is on record, but something recorded earlier bars the withdrawal. The holder must give a reasoned answer by the end of ${day}. Without an answer by then, the consent is withdrawn by itself.`,
    BARRED:
      'The holder has stated in writing what bars the withdrawal (below). When the obligation is fulfilled, or the other ground ends, the consent is withdrawn without a new application. If you have fulfilled it, report it; if you disagree, complain to the authorised state body.',
    KEPT: 'You took the application back: the consent stays in force.',
    WITHDRAWN: 'The consent is withdrawn.',
  },
  holder: {
    FILED: 'The application is on record.',
    PENDING: (day) =>
      `Answer by the end of ${day}: refuse with reasons, naming what bars the withdrawal, or confirm that nothing does. Without an answer the consent is withdrawn by itself when the term ends.`,
    BARRED:
      'The refusal holds only while the bar stands. When an obligation is fulfilled, record it at once: with the last one gone the consent is withdrawn.',
    KEPT: 'The subject took the application back: the consent stays in force.',
    WITHDRAWN: 'The consent is withdrawn: processing has to stop.',
  },
  answerBy: 'Last day for the answer',
  upholdLead:
    'Only an unfulfilled civil-law obligation of the subject to this holder, or another lawful ground recorded before the application, can bar the withdrawal. A tax debt bars nothing.',
  nothingRecorded:
    'No bar was recorded before the application: there is no ground to refuse; confirm that nothing bars the withdrawal.',
  bars: 'What bars the withdrawal',
  barsHint: 'Only what was recorded before the application is shown.',
  noEnd: 'no end stated',
  until: (day) => `until ${day}`,
  due: (day) => `Due: ${day}`,
  liftLead:
    'Record that the obligation is fulfilled or the ground has gone. With the last bar gone the consent is withdrawn without a new application, and the subject is told.',
  proveLead: 'The holder must examine your report in time and either lift the bar or give a reasoned answer.',
  whichLifted: 'Which bar has fallen?',
  whichProved: 'Which obligation is fulfilled?',
  statementHint: 'For example: when and how it was paid, the number of the receipt.',
  waits: 'The withdrawal is waiting',
};
export const withdrawalWords = { ky, ru, en };
