import type { Lang } from '../src/platform/text.ts';

type Texts = {
  readonly usage: string;
  readonly noFile: (file: string) => string;
  readonly severity: Readonly<Record<'error' | 'warning' | 'note', string>>;
  readonly fix: string;
  readonly law: string;
  readonly total: (errors: number, warnings: number, notes: number) => string;
  readonly sandbox: (count: number) => string;
  readonly notLoaded: string;
};

const usage = `makulduk policy check FILE [--lang ky|ru|en] [--json]
makulduk policy import FOLDER [--lang ky|ru|en] [--json]`;

export const policyTexts: Readonly<Record<Lang, Texts>> = {
  ky: {
    usage,
    noFile: (file) => `Файл табылган жок: ${file}`,
    severity: { error: 'КАТА', warning: 'ЭСКЕРТҮҮ', note: 'МААЛЫМАТ ҮЧҮН' },
    fix: 'Кантип оңдосо болот',
    law: 'Ченем',
    total: (errors, warnings, notes) => `Ката: ${errors}, эскертүү: ${warnings}, маалымат үчүн: ${notes}.`,
    sandbox: (count) => `Сыноо үчүн ойдон чыгарылган маанилер: ${count}; алар бардык жерде белгиленип көрсөтүлөт.`,
    notLoaded: 'Саясат жүктөлгөн жок, анткени бул каталар калды:',
  },
  ru: {
    usage,
    noFile: (file) => `Файл не найден: ${file}`,
    severity: { error: 'ОШИБКА', warning: 'ПРЕДУПРЕЖДЕНИЕ', note: 'ЗАМЕЧАНИЕ' },
    fix: 'Как исправить',
    law: 'Норма',
    total: (errors, warnings, notes) => `Ошибок: ${errors}, предупреждений: ${warnings}, замечаний: ${notes}.`,
    sandbox: (count) => `Вымышленных значений для песочницы: ${count}; они везде показываются с пометкой.`,
    notLoaded: 'Политика не загружена, так как остались ошибки:',
  },
  en: {
    usage,
    noFile: (file) => `No such file: ${file}`,
    severity: { error: 'ERROR', warning: 'WARNING', note: 'NOTE' },
    fix: 'How to mend it',
    law: 'Norm',
    total: (errors, warnings, notes) => `Errors: ${errors}, warnings: ${warnings}, notes: ${notes}.`,
    sandbox: (count) => `Values invented for the sandbox: ${count}; they are marked wherever they are shown.`,
    notLoaded: 'The policy was not loaded, because these errors remain:',
  },
};
