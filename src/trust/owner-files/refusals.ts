import { refusals } from '../../platform/refusal.ts';

export const refuse = refusals({
  OWNER_FILE_UNKNOWN: {
    law: ['ES-15.3d'],
    status: 404,
    text: {
      ky: 'Мындай дело же документ сакталган эмес.',
      ru: 'Такого дела или документа не хранится.',
      en: 'No such file or document is kept.',
    },
  },
  OWNER_SCAN_KIND: {
    law: ['ES-15.3c'],
    text: {
      ky: 'Көчүрмө PDF, PNG же JPEG файлы болушу керек.',
      ru: 'Копия должна быть файлом PDF, PNG или JPEG.',
      en: 'A copy has to be a PDF, PNG or JPEG file.',
    },
  },
  OWNER_FILES_DIFFER: {
    law: ['ES-15.4.3', 'ES-8.4.1'],
    text: {
      ky: 'Ээлердин делолору көрсөтүлгөн делолорго дал келбейт: саны же хеши башка.',
      ru: 'Дела владельцев не совпадают с указанными: отличается их число или хеш.',
      en: 'The owners’ files are not those stated: their number or digest differs.',
    },
  },
});
