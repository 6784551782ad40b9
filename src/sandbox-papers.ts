import { systemScope } from './platform/db/index.ts';
import { isRefusal } from './platform/refusal.ts';
import { type PaperKind, type PaperParts, paperKinds, papersOf, publishPaper } from './trust/centres/index.ts';
import type { Platform } from './app.ts';

// What the sandbox's centres tell in writing. Invented, as the centres are.

const papers: Readonly<Record<PaperKind, PaperParts>> = {
  information: {
    conditions: {
      ky: 'Сертификат бир жылга берилет. Аны сертификаттагы чектөөлөргө ылайык гана пайдаланууга болот. Сертификатты арыз боюнча каалаган убакта токтотсо болот: борбор аны бир жумушчу күндөн кечиктирбестен реестрге жазат. Маалыматыңыз өзгөрсө, жаңы сертификат алыңыз.',
      ru: 'Сертификат выдаётся на один год. Использовать его можно только в пределах ограничений, указанных в сертификате. Действие сертификата можно прекратить по заявлению в любое время: центр вносит запись в реестр не позднее одного рабочего дня. Если ваши данные изменились, получите новый сертификат.',
      en: 'A certificate is issued for one year. It may be used only within the limits stated in it. On application it can be terminated at any time: the centre enters that in the register within one working day. If your data change, get a new certificate.',
    },
    risks: {
      ky: 'Колтамга ачкычыңызды билген адам сиздин атыңыздан кол коё алат, мындай колтамга өз колуңуз менен коюлгандай күчкө ээ. Ачкычты жоготсоңуз, аны калыбына келтирүүгө болбойт. Кол коюлган документ кийин өзгөртүлсө, текшерүү муну көрсөтөт, бирок документти окубай кол коюунун кесепетин эч ким жокко чыгарбайт.',
      ru: 'Кто узнает ваш ключ подписи, сможет подписать за вас, и такая подпись будет равна собственноручной. Потерянный ключ восстановить нельзя. Если подписанный документ изменят, проверка это покажет, но последствия подписания непрочитанного документа никто не отменит.',
      en: 'Whoever learns your signature key can sign in your name, and that signature equals one by hand. A lost key cannot be restored. If a signed document is changed later, verification shows it; but nobody undoes the consequences of signing a document unread.',
    },
    security: {
      ky: 'Ачкычты эч кимге бербеңиз. Түзмөгүңүздү сырсөз менен коргоп, программаларын жаңыртып туруңуз. Кол коёрдон мурда документти көрүңүз. Башка бирөөнүн колтамгасын тастыкталган каражат менен текшериңиз: төрт шарттын ар бири аткарылышы керек. Ачкыч башкага белгилүү болду деп шектенсеңиз, аны пайдаланбай, дароо борборго кайрылыңыз.',
      ru: 'Никому не передавайте ключ. Защитите устройство паролем и обновляйте его программы. Перед подписанием просматривайте документ. Чужую подпись проверяйте подтверждённым средством: должно выполняться каждое из четырёх условий. Если подозреваете, что ключ стал известен, не используйте его и сразу обратитесь в центр.',
      en: 'Give the key to nobody. Protect your device with a password and keep its programs up to date. Look at a document before you sign it. Verify signatures of others with a confirmed means: each of the four conditions has to be met. If you suspect that the key is known, stop using it and turn to the centre at once.',
    },
  },
  guide: {
    guide: {
      ky: '1. Ачкычты өзүңүздүн түзмөгүңүздө гана сактаңыз. 2. Ар бир колтамгадан мурда документти карап, анан ырастаңыз. 3. Башка бирөөнүн түзмөгүндө кол койбоңуз. 4. Түзмөк жоголсо же бузулса, сертификаттын колдонулушун токтотуңуз. 5. Тастыкталган каражаттарды гана пайдаланыңыз.',
      ru: '1. Храните ключ только на своём устройстве. 2. Перед каждой подписью посмотрите документ и лишь затем подтвердите. 3. Не подписывайте на чужом устройстве. 4. Если устройство потеряно или сломано, прекратите действие сертификата. 5. Используйте только подтверждённые средства.',
      en: '1. Keep the key on your own device only. 2. Look at the document before each signature, and only then confirm. 3. Do not sign on somebody else’s device. 4. If the device is lost or broken, end the certificate. 5. Use confirmed means only.',
    },
  },
  'register-order': {
    keeping: {
      ky: 'Квалификацияланган деп саналбаган сертификаттар да ошол эле реестрге, берилген учурда жазылат. Жазуулар өзгөртүлбөйт жана өчүрүлбөйт.',
      ru: 'Сертификаты, которые не считаются квалифицированными, вносятся в тот же реестр в момент выдачи. Записи не изменяются и не удаляются.',
      en: 'Certificates that are not qualified are entered in the same register at the moment of issue. Entries are neither changed nor removed.',
    },
    access: {
      ky: 'Сертификаттын номерин же SHA-256 изин билген ар бир адам жазууну акысыз, каттоосуз окуйт: /v1/registers/certificates/НОМЕР. Суроолордун саны бир мүнөттө чектелген.',
      ru: 'Каждый, кто знает номер сертификата или его отпечаток SHA-256, читает запись бесплатно и без регистрации: /v1/registers/certificates/НОМЕР. Число запросов в минуту ограничено.',
      en: 'Anybody who knows the number of a certificate or its SHA-256 fingerprint reads the entry free and without an account: /v1/registers/certificates/NUMBER. The number of requests a minute is limited.',
    },
  },
  rules: {
    rules: {
      ky: 'Борбор арыз ээсин документи боюнча аныктайт, ачкычты ээси өзү түзөт, сертификат берилгенге чейин линтер тарабынан текшерилет, ар бир жазуу журналга түшөт.',
      ru: 'Центр устанавливает заявителя по документу, ключ создаёт сам владелец, сертификат до выдачи проверяется линтером, каждая запись попадает в журнал.',
      en: 'The centre identifies applicants by their document, owners make their keys themselves, a linter checks each certificate before it is issued, every entry goes into the journal.',
    },
  },
};

/** Publishes the papers of a sandbox centre that has none yet. Repeating it changes nothing. */
export async function loadPapers({ consent }: Pick<Platform, 'consent'>, centreId: string): Promise<void> {
  const known = new Set(
    (
      await consent.db.tx(systemScope('which papers a centre has'), (tx) => papersOf(tx, centreId, consent.clock.now()))
    ).map(({ kind }) => kind),
  );
  for (const kind of paperKinds.filter((one) => !known.has(one))) {
    const done = await publishPaper(consent, { accountId: 'sandbox', centreId }, kind, papers[kind]);
    if (isRefusal(done)) throw new Error(`sandbox paper ${kind}: ${done.code}`);
  }
}
