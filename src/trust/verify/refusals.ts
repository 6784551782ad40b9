import { refusals } from '../../platform/refusal.ts';

/** Why nothing can be said about what was given as a signature. */
export const refuse = refusals({
  SIGNATURE_UNREADABLE: {
    law: ['ES-2.1'],
    text: {
      ky: 'Бул файл электрондук колтамга (CMS, JAdES) эмес же ал бузулган: аны окуу мүмкүн эмес.',
      ru: 'Этот файл не является электронной подписью (CMS, JAdES) или повреждён: прочитать его невозможно.',
      en: 'This file is no electronic signature (CMS, JAdES), or it is damaged: it cannot be read.',
    },
  },
  SIGNATURE_FORMAT_OTHER: {
    law: ['ES-2.1'],
    text: {
      ky: 'Колтамга бул каражат текшербеген түрдө: мында CAdES (CMS), PAdES (PDF) жана JAdES (JSON) текшерилет, XML (XAdES), архивдеги (ASiC) колтамгалар жана PDF файлдын эски түрлөрү текшерилбейт. Колтамга анык же анык эмес экени айтылган жок. Ушул платформанын далил файлы «Далилди текшерүү» бетинде текшерилет.',
      ru: 'Подпись в виде, который это средство не проверяет: здесь проверяются CAdES (CMS), PAdES (PDF) и JAdES (JSON), а подписи в XML (XAdES), в архивах (ASiC) и старых видов PDF – нет. Подлинна ли подпись, этим не сказано. Файл доказательства этой платформы проверяется на странице «Проверка доказательства».',
      en: 'The signature is of a kind that is not checked here: CAdES (CMS), PAdES (PDF) and JAdES (JSON) are; signatures in XML (XAdES), in archives (ASiC) and of older kinds in PDF files are not. This says nothing about whether it is authentic. An evidence file of this platform is checked on the page for evidence.',
    },
  },
  JWS_UNREADABLE: {
    law: ['ES-2.1'],
    text: {
      ky: 'JSON түрүндөгү колтамга (JWS, JAdES) бузулган, же анда бул каражат түшүнбөгөн милдеттүү параметр бар: аны текшерүү мүмкүн эмес.',
      ru: 'Подпись в виде JSON (JWS, JAdES) повреждена или содержит обязательный параметр, который этому средству непонятен: проверить её нельзя.',
      en: 'The signature in JSON (JWS, JAdES) is damaged, or demands a parameter that is not understood here: it cannot be checked.',
    },
  },
  JWS_NOBODYS: {
    law: ['ES-5.3.1', 'ES-5.3.2'],
    text: {
      ky: 'Файлга колтамга ачкычы менен кол коюлган эмес: ал корголгон эмес же жалпы сырсөз менен гана корголгон, аны ким түзгөнүн аныктоо мүмкүн эмес.',
      ru: 'Файл не подписан ключом подписи: он не защищён вовсе или защищён только общим секретом, и кто его составил, определить нельзя.',
      en: 'The file is not signed with a signature key: nothing protects it, or only a shared secret does, and nobody can tell who made it.',
    },
  },
  PDF_UNREADABLE: {
    law: ['ES-12.3.1'],
    text: {
      ky: 'PDF файл бузулган же аны ар башкача окууга болот: андагы колтамгаларды текшерүү мүмкүн эмес.',
      ru: 'PDF-файл повреждён или допускает разные прочтения: проверить подписи в нём нельзя.',
      en: 'The PDF file is damaged, or can be read in different ways: the signatures in it cannot be checked.',
    },
  },
  PDF_ENCRYPTED: {
    law: ['ES-12.3.1'],
    text: {
      ky: 'PDF файл шифрленген. Сырсөздү алып салсаңыз, колтамга да жоголот: кол койгон адамдан шифрленбеген файлды сураңыз.',
      ru: 'PDF-файл зашифрован. Если снять пароль, пропадёт и подпись: попросите у подписавшего незашифрованный файл.',
      en: 'The PDF file is encrypted. Taking the password off takes the signature along: ask the signer for a file that is not encrypted.',
    },
  },
  PDF_CLOSED: {
    law: ['ES-12.2.1'],
    status: 409,
    text: {
      ky: 'Бул PDF файлга мурда кол койгон адам аны мындан ары өзгөртүүгө болбой тургандай кылып жапкан: жаңы колтамга анын колтамгасын бузат. Файлга өзүнчө (анын жанында турган) колтамга коюңуз.',
      ru: 'Подписавший этот PDF-файл раньше закрыл его от любых изменений: новая подпись нарушит его подпись. Подпишите файл отдельной подписью, которая лежит рядом с ним.',
      en: 'Whoever signed this PDF file before closed it against any change: another signature would break that one. Sign it with a signature that lies beside the file.',
    },
  },
  PDF_NOT_SIGNED: {
    law: ['ES-2.1'],
    text: {
      ky: 'PDF файлдын ичинде колтамга жок. Эгер колтамга өзүнчө файлда болсо, аны «Колтамга» талаасына, ал эми PDF файлды «Документ» талаасына тандаңыз.',
      ru: 'В PDF-файле нет подписи. Если подпись в отдельном файле, выберите её в поле «Подпись», а PDF-файл – в поле «Документ».',
      en: 'There is no signature inside the PDF file. If the signature is a file of its own, choose it as the signature and the PDF as the document.',
    },
  },
  SIGNATURE_TOO_LARGE: {
    law: ['ES-12.3.1'],
    status: 413,
    text: {
      ky: 'Колтамганын файлы өтө чоң.',
      ru: 'Файл подписи слишком большой.',
      en: 'The signature file is too large.',
    },
  },
  SIGNATURE_TOO_MUCH: {
    law: ['ES-12.3.1'],
    text: {
      ky: 'Файлда колтамгалардын, сертификаттардын же тизмелердин саны өтө көп.',
      ru: 'В файле слишком много подписей, сертификатов или списков.',
      en: 'The file holds too many signatures, certificates or lists.',
    },
  },
  SIGNATURES_NONE: {
    law: ['ES-2.1'],
    text: {
      ky: 'Файлда бир дагы колтамга жок.',
      ru: 'В файле нет ни одной подписи.',
      en: 'There is no signature in the file.',
    },
  },
  DOCUMENT_NEEDED: {
    law: ['ES-12.3.1'],
    text: {
      ky: 'Колтамга документтен өзүнчө турат: кол коюлган документти да бериңиз.',
      ru: 'Подпись отсоединена от документа: приложите и сам подписанный документ.',
      en: 'The signature stands apart from its document: give the signed document too.',
    },
  },
  DOCUMENT_TWICE: {
    law: ['ES-12.3.1'],
    text: {
      ky: 'Документ колтамганын файлынын ичинде бар, ал эми берилген документ андан башка. Колтамганын файлын өзүнчө текшериңиз.',
      ru: 'Документ находится внутри файла подписи, а приложенный документ отличается от него. Проверьте файл подписи отдельно.',
      en: 'The document is inside the signature file, and the document given beside it is another one. Check the signature file by itself.',
    },
  },
  MOMENT_IN_THE_FUTURE: {
    law: ['ES-11.2b'],
    text: {
      ky: 'Текшерүү учуру келечекте болушу мүмкүн эмес.',
      ru: 'Момент проверки не может быть в будущем.',
      en: 'The moment of checking cannot be in the future.',
    },
  },
  AMOUNT_UNREADABLE: {
    law: ['ES-11.4'],
    text: {
      ky: 'Сумманы сан менен жазыңыз, мисалы 150000.00.',
      ru: 'Запишите сумму числом, например 150000.00.',
      en: 'Write the sum as a number, such as 150000.00.',
    },
  },
  VERIFICATION_TOO_MUCH_WORK: {
    law: ['ES-12.3.1', 'ES-11a'],
    text: {
      ky: 'Аныктоо мүмкүн эмес: бул файлды текшерүү бир текшерүүгө берилген убакыттан же эстутумдан ашат. Файл атайын ушундай жасалган болушу мүмкүн, ошондуктан ага ишенбеңиз.',
      ru: 'Установить нельзя: проверка этого файла требует больше времени или памяти, чем отведено одной проверке. Возможно, файл сделан таким намеренно, поэтому не полагайтесь на него.',
      en: 'Not determinable: checking this file takes more time or memory than one check is given. It may have been made so on purpose, so do not rely on it.',
    },
  },
  VERIFIER_BUSY: {
    law: ['ES-12.3.1'],
    status: 503,
    text: {
      ky: 'Азыр башка колтамгалар текшерилүүдө. Бир аздан кийин кайталаңыз.',
      ru: 'Сейчас проверяются другие подписи. Повторите немного позже.',
      en: 'Other signatures are being checked right now. Try again shortly.',
    },
  },
});
