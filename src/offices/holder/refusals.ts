import { refusals } from '../../platform/refusal.ts';

/** What the desk itself refuses, before any act is tried. */
export const refuse = refusals({
  PERSON_NOT_FOUND: {
    law: [],
    status: 404,
    text: {
      ky: 'Мындай маалымат боюнча адам табылган жок. Документти текшериңиз; талаштагы номер боюнча эч ким табылбайт.',
      ru: 'По этим сведениям никто не найден. Проверьте документ; по оспариваемому номеру никто не находится.',
      en: 'Nobody is found by this. Check the document; a contested number finds nobody.',
    },
  },
  TASK_NOT_TO_NOTE: {
    law: [],
    status: 409,
    text: {
      ky: 'Бул билдирүү тизмеде жок же тизмеден өзү талап кылган иш аткарылганда гана чыгат.',
      ru: 'Этого сообщения в списке нет, либо оно уходит из списка только с действием, которого требует.',
      en: 'This is not in the list, or leaves it only with the act that it asks for.',
    },
  },
  DOCUMENT_TYPE_NEEDED: {
    law: ['CP-8a-3'],
    text: { ky: 'Документтин түрүн тандаңыз.', ru: 'Выберите вид документа.', en: 'Choose the kind of document.' },
  },
  SCAN_MISSING: {
    law: ['CP-10e'],
    text: {
      ky: 'Кол коюлган макулдуктун скандалган көчүрмөсүн тиркеңиз.',
      ru: 'Приложите скан подписанного согласия.',
      en: 'Attach the scan of the signed consent.',
    },
  },
  SCAN_KIND: {
    law: ['CP-10e'],
    text: {
      ky: 'Бул файл PDF, PNG же JPEG эмес. Файлдын түрү анын мазмунунан аныкталат, атынан эмес.',
      ru: 'Этот файл не PDF, не PNG и не JPEG. Вид файла определяется по содержимому, а не по имени.',
      en: 'This file is no PDF, PNG or JPEG. Its kind is judged by its bytes, not by its name.',
    },
  },
  SCAN_TOO_LARGE: {
    law: ['CP-10e'],
    text: {
      ky: 'Файл 10 МБдан чоң. Төмөнүрөөк сапатта кайра скандаңыз.',
      ru: 'Файл больше 10 МБ. Отсканируйте его с меньшим качеством.',
      en: 'The file is larger than 10 MB. Scan it again at a lower quality.',
    },
  },
  CHECK_INCOMPLETE: {
    law: ['CP-10e'],
    text: {
      ky: 'Текшерүүнүн бардык пункттарын белгилеңиз. Бирөөсү да дал келбесе, макулдукту ырастабаңыз.',
      ru: 'Отметьте все пункты проверки. Если хоть один не сходится, не подтверждайте согласие.',
      en: 'Tick every item of the check. If a single one does not hold, do not confirm the consent.',
    },
  },
  APPLICATION_MISSING: {
    law: ['CP-F-30'],
    text: {
      ky: 'Арыздын мазмунун жазыңыз: эркин түрдө, үлгүсүз жана себебин көрсөтпөстөн эле болот.',
      ru: 'Запишите содержание заявления: в свободной форме, без образца и без указания причин.',
      en: 'Write down the application: in free form, no template and no reason needed.',
    },
  },
  POWER_DOCUMENT_UNCHECKED: {
    law: ['CP-6e', 'CP-8b-4'],
    text: {
      ky: 'Документтин түп нускасын текшерип, белгилеңиз: ансыз ыйгарым укук жазылбайт.',
      ru: 'Проверьте подлинник документа и отметьте это: без этого полномочие не записывается.',
      en: 'Check the original of the document and tick it: a power is not recorded without.',
    },
  },
  POWER_OF_ONESELF: {
    law: ['CP-6e'],
    text: {
      ky: 'Адам өзүнүн өкүлү боло албайт.',
      ru: 'Человек не может быть представителем самого себя.',
      en: 'Nobody is a representative of oneself.',
    },
  },
  POWER_EXPIRED: {
    law: ['CP-6e', 'PD-9.1f'],
    text: { ky: 'Документтин мөөнөтү бүткөн.', ru: 'Срок действия документа истёк.', en: 'The document has expired.' },
  },
});
