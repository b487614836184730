// Vigie: what is better with a script. Everything works without it.
(() => {
  const $$ = (q, el = document) => [...el.querySelectorAll(q)];
  const make = (tag, props = {}, ...kids) => {
    const el = Object.assign(document.createElement(tag), props);
    el.append(...kids);
    return el;
  };

  // A refused form: begin at the summary of errors.
  document.querySelector('[data-focus]')?.focus();

  // Combobox with a listbox popup (ARIA Authoring Practices, list autocomplete
  // with manual selection) over <input data-combobox="/metiers.json">.
  $$('[data-combobox]').forEach((input, n) => {
    const id = `suggestions-${n}`;
    const list = make('ul', { id, hidden: true, role: 'listbox', ariaLabel: 'Suggestions' });
    const status = make('span', { className: 'vh', role: 'status' });
    list.setAttribute('role', 'listbox');
    status.setAttribute('role', 'status');
    input.after(list, status);
    for (const [k, v] of Object.entries({ role: 'combobox', 'aria-autocomplete': 'list', 'aria-expanded': false, 'aria-controls': id }))
      input.setAttribute(k, v);
    let at = -1, timer, abort;
    const options = () => $$('[role=option]', list);
    const close = () => {
      clearTimeout(timer);
      abort?.abort();
      list.hidden = true;
      at = -1;
      input.setAttribute('aria-expanded', false);
      input.removeAttribute('aria-activedescendant');
    };
    const mark = (i) => {
      const all = options();
      if (!all.length) return;
      at = (i + all.length) % all.length;
      all.forEach((o, k) => o.setAttribute('aria-selected', k === at));
      all[at].scrollIntoView({ block: 'nearest' });
      input.setAttribute('aria-activedescendant', all[at].id);
    };
    const choose = (option) => {
      input.value = option.dataset.value;
      close();
      status.textContent = '';
      input.dispatchEvent(new Event('change', { bubbles: true }));
      if ('comboboxSubmit' in input.dataset) input.form.requestSubmit();
    };
    const show = (found) => {
      list.replaceChildren(...found.map((f, i) => {
        const o = make('li', { id: `${id}-${i}` }, make('b', { className: 'code', textContent: f.code }), ` ${f.label}`);
        o.setAttribute('role', 'option');
        o.dataset.value = `${f.code} – ${f.label}`;
        if (f.matched && f.matched !== f.label) o.append(make('small', { textContent: f.matched }));
        o.onmousedown = (e) => { e.preventDefault(); choose(o); };
        return o;
      }));
      at = -1;
      list.hidden = !found.length;
      input.setAttribute('aria-expanded', !list.hidden);
      input.removeAttribute('aria-activedescendant');
      status.textContent = found.length > 1 ? `${found.length} suggestions` : found.length ? 'Une suggestion' : 'Aucune suggestion';
    };
    const look = async () => {
      abort?.abort();
      abort = new AbortController();
      const url = new URL(input.dataset.combobox, location);
      url.searchParams.set('q', input.value.trim());
      try {
        const answer = await fetch(url, { signal: abort.signal, headers: { Accept: 'application/json' } });
        if (answer.ok) show(await answer.json());
      } catch { /* gone on typing, or no network: the form still works */ }
    };
    input.addEventListener('input', () => {
      clearTimeout(timer);
      if (input.value.trim().length < 2) return close();
      timer = setTimeout(look, 150);
    });
    input.addEventListener('keydown', (e) => {
      if (e.isComposing) return;
      if (e.key === 'ArrowDown' || e.key === 'ArrowUp') {
        e.preventDefault();
        if (list.hidden) { if (input.value.trim()) look(); } else mark(e.key === 'ArrowDown' ? at + 1 : at < 0 ? -1 : at - 1);
      } else if (e.key === 'Enter' && at >= 0 && !list.hidden) {
        e.preventDefault();
        choose(options()[at]);
      } else if (e.key === 'Escape' && !list.hidden) {
        e.preventDefault();
        close();
      }
    });
    input.addEventListener('blur', close);
  });

  // Keyboard: data-key on links, buttons and fields. WCAG 2.1.4: they can be
  // turned off, and the footer leads to them. A key within data-item is that of
  // the item that has the focus; without one it goes to the first.
  const keyed = $$('[data-key]');
  if (!keyed.length) return;
  const off = 'vigie-keys-off';
  const items = $$('[data-item]');
  const item = (el) => el.closest('[data-item]');
  const here = (el) => el.contains(document.activeElement);
  const name = (el) => el.title || el.ariaLabel || el.labels?.[0]?.textContent || el.textContent;
  const help = () => {
    const box = make('input', { type: 'checkbox', id: 'keys', checked: !localStorage[off] });
    box.onchange = () => { box.checked ? localStorage.removeItem(off) : localStorage.setItem(off, 1); };
    const line = (key, text) => make('p', {}, make('kbd', { textContent: key }), ` ${text.trim()}`);
    const shut = make('button', { className: 'btn', textContent: 'Fermer' });
    const dialog = make('dialog', { ariaLabel: 'Raccourcis clavier' },
      make('h2', { textContent: 'Raccourcis clavier' }),
      ...keyed.filter((el, i) => keyed.findIndex((k) => k.dataset.key === el.dataset.key) === i).map((el) => line(el.dataset.key, name(el))),
      ...(items[1] ? [line('j', 'Aller au suivant'), line('k', 'Revenir au précédent')] : []), line('?', 'Afficher cette aide'),
      make('p', { className: 'choice' }, box, make('label', { htmlFor: 'keys', textContent: 'Activer les raccourcis' })), shut);
    shut.onclick = () => dialog.close();
    dialog.onclose = () => dialog.remove();
    document.body.append(dialog);
    dialog.showModal();
  };
  $$('[data-keys]').forEach((el) => {
    el.hidden = false;
    if (el.matches('li')) el.onclick = help;
  });
  document.addEventListener('keydown', (e) => {
    if (e.ctrlKey || e.metaKey || e.altKey || localStorage[off] || e.target.closest('input,select,textarea,dialog,[contenteditable]')) return;
    if (e.key === '?') { e.preventDefault(); return help(); }
    const step = { j: 1, k: -1 }[e.key];
    if (step) return items[Math.max(0, items.findIndex(here) + step)]?.focus();
    const found = keyed.filter((k) => k.dataset.key === e.key && k.checkVisibility());
    const el = found.find((k) => item(k) && here(item(k))) ?? found[0];
    if (!el) return;
    e.preventDefault();
    if (item(el) && !here(item(el))) item(el).focus();
    else el.matches('input,select,textarea') ? (el.focus(), el.select?.()) : el.click();
  });
})();
