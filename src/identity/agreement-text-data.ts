import type { AgreementContent } from './agreement.ts';

/** The agreement on signatures as the platform proposes it to holders; ES-6.2, ES-9.3. Dated, a holder may word its own. */
export const standardAgreement: AgreementContent = {
  resolver: 'account-binding',
  title: {
    ky: 'Жөнөкөй жана квалификацияланбаган электрондук колтамганы пайдалануу жөнүндө макулдашуу',
    ru: 'Соглашение об использовании простой и неквалифицированной электронной подписи',
    en: 'Agreement on the use of simple and unqualified electronic signatures',
  },
  sections: [
    {
      code: 'subject',
      title: { ky: 'Макулдашуунун предмети', ru: 'Предмет соглашения', en: 'Subject of the agreement' },
      paragraphs: [
        {
          ky: 'Жеке маалыматтардын субъекти жана массивди кармоочу төмөнкү документтерге коюлган жөнөкөй же квалификацияланбаган электрондук колтамганы кагаз түрүндөгү документке өз колу менен коюлган колтамга менен бирдей маанидеги деп таанышат («Электрондук колтамга жөнүндө» Мыйзамдын 6-беренесинин 2-бөлүгү, 9-беренеси).',
          ru: 'Субъект персональных данных и держатель массива признают простую или неквалифицированную электронную подпись на указанных ниже документах равнозначной собственноручной подписи на бумаге (часть 2 статьи 6 и статья 9 Закона «Об электронной подписи»).',
          en: 'The data subject and the holder of the array recognise a simple or unqualified electronic signature on the documents below as equal to a signature by hand on paper (article 6 part 2 and article 9 of the Law on Electronic Signature).',
        },
        {
          ky: 'Документтер: жеке маалыматтарды иштетүүгө макулдук, макулдуктан баш тартуу, макулдукту кайта сурап алуу жана ушул тутумда берилген арыздар.',
          ru: 'Документы: согласие на обработку персональных данных, отказ в согласии, отзыв согласия и заявления, подаваемые в этой системе.',
          en: 'Documents: consent to the processing of personal data, refusal of consent, withdrawal of consent, and applications filed in this system.',
        },
      ],
    },
    {
      code: 'identification',
      title: {
        ky: 'Кол койгон адамды аныктоо механизми',
        ru: 'Механизм определения подписавшего',
        en: 'How the signer is determined',
      },
      paragraphs: [
        {
          ky: 'Ар бир эсеп бир гана адамга байланыштырылат. Байланыштыруу ЕСИ аркылуу, кармоочунун кызматкери ким экендигин ырастаган документти текшергенден кийин же квалификацияланган сертификат боюнча жүргүзүлөт жана журналга жазылат.',
          ru: 'Каждая учётная запись привязана только к одному лицу. Привязка производится через ЕСИ, после проверки документа сотрудником держателя или по квалифицированному сертификату и записывается в журнал.',
          en: 'Each account is bound to one person only. The binding is made through ESI, after a clerk of the holder has checked the identity document, or by a qualified certificate, and is entered in the journal.',
        },
        {
          ky: 'Эсептин сырсөзү ушул документ үчүн кайра киргизилсе (жөнөкөй колтамга) же эсепте катталган түзмөктүн ачкычы менен ырасталса (квалификацияланбаган колтамга), документке ошол эсепке байланыштырылган адам кол койгон деп эсептелет.',
          ru: 'Если для документа повторно введён пароль учётной записи (простая подпись) или он подтверждён ключом зарегистрированного в ней устройства (неквалифицированная подпись), документ считается подписанным лицом, к которому привязана учётная запись.',
          en: 'Where the password of the account is entered anew for a document (simple signature), or it is confirmed with a passkey registered in the account (unqualified signature), the document counts as signed by the person to whom the account is bound.',
        },
      ],
    },
    {
      code: 'confidentiality',
      title: {
        ky: 'Колтамга ачкычынын купуялуулугу',
        ru: 'Конфиденциальность ключа подписи',
        en: 'Confidentiality of the signature key',
      },
      paragraphs: [
        {
          ky: 'Субъект сырсөзүн, калыбына келтирүү коддорун жана түзмөгүнүн ачкычын купуя сактоого жана аларды башка адамга бербөөгө милдеттүү.',
          ru: 'Субъект обязан хранить в тайне пароль, коды восстановления и ключ своего устройства и не передавать их другим лицам.',
          en: 'The subject must keep the password, the recovery codes and the key of the device confidential and must not give them to anyone else.',
        },
        {
          ky: 'Ачкыч башка адамга белгилүү болуп калса, субъект аны дароо өзгөртөт же өчүрөт жана бул жөнүндө кармоочуга билдирет. Кармоочу сырсөздү сактабайт жана эч качан сурабайт.',
          ru: 'Если ключ стал известен другому лицу, субъект немедленно меняет или удаляет его и сообщает держателю. Держатель пароль не хранит и никогда не запрашивает.',
          en: 'If the key becomes known to somebody else, the subject changes or removes it at once and tells the holder. The holder does not keep the password and never asks for it.',
        },
      ],
    },
    {
      code: 'verification',
      title: {
        ky: 'Электрондук колтамганы текшерүүнүн тартиби',
        ru: 'Порядок проверки электронной подписи',
        en: 'Procedure for verifying the signature',
      },
      paragraphs: [
        {
          ky: 'Ар бир кол коюуга документтин, билдирүүнүн жана үлгүнүн хеши, сеанстын иш-аракеттер протоколу жана журналдагы жазуу кошулат. Алар документ өзгөртүлгөнүн аныктоого мүмкүндүк берет.',
          ru: 'К каждой подписи прилагаются хеш документа, уведомления и шаблона, протокол действий сеанса и запись журнала. Они позволяют обнаружить изменение документа.',
          en: 'Each signature comes with the hash of the document, the notice and the template, the protocol of actions of the session and the journal entry. They make any change of the document visible.',
        },
        {
          ky: 'Далил файлын ар бир тарап өзү, тармаксыз жана акысыз текшере алат: документтин хеши, колтамга же сеанстын протоколу, журналдагы жазуу жана анын күбөлүктөрү текшерилет. Талаш чыкса, тараптар ушул текшерүүнүн жыйынтыгына таянышат.',
          ru: 'Файл доказательства каждая сторона может проверить сама, без сети и бесплатно: проверяются хеш документа, подпись или протокол сеанса, запись журнала и её подтверждения. В споре стороны опираются на результат этой проверки.',
          en: 'Each party can check the evidence file itself, offline and free of charge: the hash of the document, the signature or the protocol of the session, the journal entry and its witnesses. In a dispute the parties rely on the result of that check.',
        },
      ],
    },
    {
      code: 'cases',
      title: { ky: 'Колдонууга болбогон учурлар', ru: 'Когда применять нельзя', en: 'Where it must not be used' },
      paragraphs: [
        {
          ky: 'Жөнөкөй электрондук колтамга мамлекеттик жашырын сырды камтыган, нотариаттык күбөлөндүрүүнү же мамлекеттик каттоону талап кылган документтерге коюлбайт (Мыйзамдын 9-беренесинин 5-бөлүгү).',
          ru: 'Простая подпись не применяется к документам с государственной тайной, требующим нотариального удостоверения или государственной регистрации (часть 5 статьи 9 Закона).',
          en: 'A simple signature is not used on documents that hold state secrets, need a notary or need state registration (article 9 part 5 of the Law).',
        },
      ],
    },
    {
      code: 'end',
      title: { ky: 'Макулдашууну токтотуу', ru: 'Прекращение соглашения', en: 'End of the agreement' },
      paragraphs: [
        {
          ky: 'Субъект кармоочуга арыз берип, макулдашуудан каалаган убакта баш тарта алат; мурда коюлган колтамгалар күчүндө калат. Кагаз түрүндөгү макулдук жана аны кагазда кайта сурап алуу ар дайым мүмкүн.',
          ru: 'Субъект вправе в любое время отказаться от соглашения, подав заявление держателю; ранее поставленные подписи сохраняют силу. Согласие и его отзыв на бумаге возможны всегда.',
          en: 'The subject may leave the agreement at any time by an application to the holder; signatures made before keep their force. Consent and its withdrawal on paper are always possible.',
        },
      ],
    },
  ],
};
