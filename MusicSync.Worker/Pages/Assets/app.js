// Everything works without this script: forms post, pages reload. It only makes things quicker.
(() => {
  'use strict';
  const root = document.documentElement;
  root.classList.add('js');
  const byId = id => document.getElementById(id);

  // Times in the visitor's own zone.
  const localTimes = within => within.querySelectorAll('time').forEach(time => {
    const at = new Date(time.dateTime);
    time.title = at.toLocaleString(undefined, { dateStyle: 'long', timeStyle: 'short' });
    if ('clock' in time.dataset) time.textContent = at.toLocaleTimeString(undefined, { hour: '2-digit', minute: '2-digit' });
  });
  localTimes(document);

  // Makes one element like another without replacing what stays, so that bars move and nothing jumps.
  const morph = (now, next) => {
    for (const { name } of [...now.attributes]) if (!next.hasAttribute(name)) now.removeAttribute(name);
    for (const { name, value } of next.attributes) if (now.getAttribute(name) !== value) now.setAttribute(name, value);
    const [a, b] = [[...now.childNodes], [...next.childNodes]];
    if (a.length !== b.length || a.some((node, i) => node.nodeName !== b[i].nodeName)) {
      const open = [...now.querySelectorAll('details')].map(details => details.open);
      now.replaceChildren(...b);
      now.querySelectorAll('details').forEach((details, i) => { details.open = open[i] ?? false; });
      return;
    }
    a.forEach((node, i) => {
      if (node.nodeType === Node.ELEMENT_NODE) {
        if (node.nodeName === 'DETAILS') b[i].open = node.open;
        morph(node, b[i]);
      } else if (node.nodeValue !== b[i].nodeValue) node.nodeValue = b[i].nodeValue;
    });
  };
  const parse = html => new DOMParser().parseFromString(html, 'text/html');

  // A sync, live.
  const card = document.querySelector('[data-live]');
  const live = byId('live');
  if (card && live && live.dataset.over === 'false') {
    const source = new EventSource(card.dataset.live);
    source.addEventListener('view', event => {
      const next = parse(event.data).getElementById('live');
      localTimes(next);
      morph(live, next);
      if (live.dataset.over === 'true') {
        source.close();
        location.reload();
      }
    });
    addEventListener('pagehide', () => source.close());
  }

  // A row to decide: keys press what they stand on. Never while one types, nor with Ctrl or Alt; they can be turned off.
  const keys = byId('keys');
  if (keys) {
    keys.checked = localStorage.getItem('keys') !== 'off';
    keys.addEventListener('change', () => localStorage.setItem('keys', keys.checked ? 'on' : 'off'));
    addEventListener('keydown', event => {
      const types = event.target.closest('textarea, select, [contenteditable], input:not([type="checkbox"])');
      if (types || !keys.checked || event.repeat || event.ctrlKey || event.altKey || event.metaKey) return;
      const target = [...document.querySelectorAll('[data-key]')].find(element => element.dataset.key === event.key.toUpperCase());
      if (!target) return;
      event.preventDefault();
      if (target.nodeName === 'INPUT') target.select();
      else target.click();
    });
  }

  // The start page: shows at once how a list is read.
  const form = byId('start');
  if (!form) return;
  const [file, text, name] = [byId('file'), byId('text'), byId('name')];
  let newest = 0;
  const preview = async () => {
    const mine = ++newest;
    const data = new FormData(form);
    data.set('act', 'preview');
    const answer = await fetch(form.action, { method: 'POST', body: data, headers: { Accept: 'text/html' } });
    const page = parse(await answer.text());
    if (mine !== newest) return;
    byId('problem')?.remove();
    const problem = page.getElementById('problem') ?? (page.getElementById('preview') ? null : page.querySelector('main'));
    if (problem) byId('preview').before(problem);
    byId('preview').replaceChildren(...(page.getElementById('preview')?.childNodes ?? []));
    if (problem) return;
    file.value = '';
    if (!name.value) name.value = page.getElementById('name').value;
  };
  let pause;
  const soon = ms => {
    clearTimeout(pause);
    pause = setTimeout(() => preview().catch(() => { /* Start says what is wrong. */ }), ms);
  };
  text.addEventListener('input', () => text.value.trim() ? soon(500) : byId('preview').replaceChildren());
  file.addEventListener('change', () => {
    if (!file.files.length) return;
    text.value = '';
    soon(0);
  });
  const drop = document.querySelector('.drop');
  for (const kind of ['dragenter', 'dragover', 'dragleave', 'drop']) {
    drop.addEventListener(kind, event => {
      event.preventDefault();
      drop.classList.toggle('over', kind === 'dragenter' || kind === 'dragover');
    });
  }
  drop.addEventListener('drop', event => {
    if (event.dataTransfer.files.length) {
      file.files = event.dataTransfer.files;
      file.dispatchEvent(new Event('change'));
    } else {
      text.value = event.dataTransfer.getData('text/plain');
      soon(0);
    }
  });
  // Filling a field in chooses it.
  for (const [field, radio] of [['name', 'new'], ['mine', 'mine'], ['link', 'link']]) {
    byId(field)?.addEventListener('input', () => { byId(`into-${radio}`).checked = true; });
  }
})();
