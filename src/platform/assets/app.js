// What makes pages nicer where scripts run. Every page works without it.
const each = (selector, act) => document.querySelectorAll(selector).forEach(act);

// A form sent twice acts once anyway (its key); this spares the person the doubt.
each('form[data-once]', (form) => {
  form.addEventListener('submit', (event) => {
    if (form.dataset.sent) {
      event.preventDefault();
      return;
    }
    form.dataset.sent = 'yes';
    const button = event.submitter;
    if (button) setTimeout(() => button.setAttribute('aria-disabled', 'true'));
    setTimeout(() => release(form), 8000);
  });
});
const release = (form) => {
  delete form.dataset.sent;
  form.querySelectorAll('[aria-disabled]').forEach((b) => b.removeAttribute('aria-disabled'));
};
addEventListener('pageshow', () => each('form[data-sent]', release));

// Error summary and success message take the focus when the page opens.
document.querySelector('[data-focus]')?.focus();

// A refused form stands where its own page stands: going back or reloading must not ask to send it once more.
const refused = document.querySelector('.mk-error-summary');
const elsewhere = document.querySelector('.mk-languages a[hreflang]');
if (refused && elsewhere) {
  const own = new URL(elsewhere.href);
  own.searchParams.delete('lang');
  history.replaceState(null, '', own);
}

// On a telephone the sections slide: the one that is open is brought into sight.
const section = document.querySelector('.mk-office__nav [aria-current]');
const slide = section?.closest('ul');
if (slide) slide.scrollLeft = section.offsetLeft - slide.offsetLeft - 16;

// A link of the error summary leads to the label and puts the cursor into the field.
each('.mk-error-summary a[href^="#"]', (link) => {
  link.addEventListener('click', (event) => {
    const input = document.getElementById(decodeURIComponent(link.hash.slice(1)));
    if (!input) return;
    event.preventDefault();
    (input.closest('.mk-field') ?? input).scrollIntoView({ block: 'start' });
    input.focus({ preventScroll: true });
  });
});

// Characters left: seen at once, told to a screen reader after a pause.
each('textarea[data-limit]', (area) => {
  const shown = document.getElementById(`${area.id}-limit`);
  const told = shown.cloneNode(false);
  told.removeAttribute('id');
  told.className = 'mk-hidden';
  told.setAttribute('aria-live', 'polite');
  shown.after(told);
  let later;
  const count = () => {
    const left = Number(area.dataset.limit) - [...area.value].length;
    const text = `${left < 0 ? shown.dataset.over : shown.dataset.left} ${Math.abs(left)}`;
    shown.textContent = text;
    shown.classList.toggle('mk-count--over', left < 0);
    clearTimeout(later);
    later = setTimeout(() => (told.textContent = text), 1000);
  };
  area.addEventListener('input', count);
  if (area.value) count();
});

// Copy buttons.
if (navigator.clipboard) {
  each('button[data-copy]', (button) => {
    const word = button.querySelector('.mk-copy__word');
    const before = word.textContent;
    button.hidden = false;
    button.addEventListener('click', async () => {
      await navigator.clipboard.writeText(button.dataset.copy);
      word.textContent = button.dataset.copied;
      setTimeout(() => (word.textContent = before), 2500);
    });
  });
}

// Show a password.
each('input[data-password]', (input) => {
  const [show, hide] = input.dataset.password.split('|');
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'mk-reveal-password';
  button.textContent = show;
  button.setAttribute('aria-controls', input.id);
  button.addEventListener('click', () => {
    const hidden = input.type === 'password';
    input.type = hidden ? 'text' : 'password';
    button.textContent = hidden ? hide : show;
  });
  input.form?.addEventListener('submit', () => (input.type = 'password'));
  input.after(button);
});

// File fields in the language of the page: the browser's own field lies over ours, unseen, so that it still works and speaks.
each('input[data-file]', (input) => {
  const [choose, none] = input.dataset.file.split('|');
  const part = (name, text) => {
    const span = document.createElement('span');
    span.className = `mk-file-box__${name}`;
    span.setAttribute('aria-hidden', 'true');
    span.textContent = text;
    input.parentElement.append(span);
    return span;
  };
  part('button', choose);
  const name = part('name', none);
  const show = () => (name.textContent = [...input.files].map((f) => f.name).join(', ') || none);
  input.parentElement.classList.add('mk-file-box--ready');
  input.addEventListener('change', show);
  show();
});

// The account menu closes on Escape and on a click beside it.
each('details[data-menu]', (menu) => {
  document.addEventListener('click', (event) => {
    if (!menu.contains(event.target)) menu.open = false;
  });
  menu.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape' || !menu.open) return;
    menu.open = false;
    menu.querySelector('summary').focus();
  });
});

// A link to a folded passage unfolds it.
const unfold = () => {
  const target = location.hash.length > 1 && document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (target instanceof HTMLDetailsElement) target.open = true;
};
addEventListener('hashchange', unfold);
unfold();

// Everything is unfolded on paper.
addEventListener('beforeprint', () => each('main details:not([open])', (d) => ((d.open = true), (d.dataset.printed = 'yes'))));
addEventListener('afterprint', () => each('details[data-printed]', (d) => ((d.open = false), delete d.dataset.printed)));
