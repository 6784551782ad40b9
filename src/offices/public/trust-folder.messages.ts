const ky = {
  summary: 'trust/ папкасын кантип түзүү керек',
  lead: 'Папкада текшерүүчү ишенген нерселер турат: түпкү сертификат, тизмелер жана журналдын ачкычы. Аларды бир жолу, тармак бар кезде чогултасыз.',
  commands: 'Папканы түзүүчү буйруктар',
  compare:
    'Түпкү сертификатты жана журналдын ачкычын көз карандысыз булактан алынгандары менен салыштырыңыз. Тизмелер бир күн жарактуу: кийинки текшерүү үчүн кайра жүктөп алыңыз.',
};

const ru: typeof ky = {
  summary: 'Как собрать папку trust/',
  lead: 'В папке лежит то, чему верит проверяющий: корневой сертификат, списки и ключ журнала. Её собирают один раз, когда есть сеть.',
  commands: 'Команды для папки',
  compare:
    'Корневой сертификат и ключ журнала сверьте с полученными из независимого источника. Списки действуют сутки: для следующей проверки загрузите их заново.',
};

const en: typeof ky = {
  summary: 'How to make the folder trust/',
  lead: 'The folder holds what whoever checks believes: the root certificate, the lists and the log’s key. It is put together once, with a network at hand.',
  commands: 'Commands for the folder',
  compare:
    'Compare the root certificate and the log’s key with those from an independent source. The lists are good for a day: fetch them again for a later check.',
};

export const trustFolderWords = { ky, ru, en };
