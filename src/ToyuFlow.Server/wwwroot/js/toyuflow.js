// Conveniences over pages that work without any of this. Everything is delegated, so that parts swapped in by htmx take part too.
(() => {
  'use strict';
  const one = (selector, root = document) => root.querySelector(selector);
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const on = (type, selector, handle) => document.addEventListener(type, event => {
    const target = event.target.closest?.(selector);
    if (target) handle(event, target);
  });
  const reveal = root => all('[data-nav-collapse], [data-print], [data-close], [data-cancel]', root).forEach(e => { e.hidden = false; });

  // Navigation: the collapsed state lives in a cookie, so that the server draws the next page right from the start.
  on('click', '[data-nav-collapse]', (_, button) => {
    const collapsed = document.body.classList.toggle('tf-collapsed');
    button.setAttribute('aria-pressed', String(collapsed));
    document.cookie = `toyuflow.nav=${collapsed ? 'collapsed' : 'open'}; path=/; max-age=31536000; samesite=lax`;
  });
  const openNavigation = open => {
    document.body.classList.toggle('tf-nav-open', open);
    (open ? one('.tf-side a') : one('[data-nav-open]'))?.focus();
  };
  on('click', '[data-nav-open]', event => { event.preventDefault(); openNavigation(true); });
  on('click', '[data-nav-close]', event => {
    // Opened by its address (#nav), it closes by leaving that address.
    if (location.hash !== '#nav') event.preventDefault();
    openNavigation(false);
  });

  // Menus close when one looks away.
  document.addEventListener('click', event => all('details[data-menu][open]').forEach(menu => {
    if (!menu.contains(event.target)) menu.open = false;
  }));
  document.addEventListener('keydown', event => {
    if (event.key !== 'Escape') return;
    all('details[data-menu][open]').forEach(menu => { menu.open = false; one('summary', menu).focus(); });
    if (document.body.classList.contains('tf-nav-open')) openNavigation(false);
  });

  on('click', '[data-close]', (_, button) => button.closest('[data-flash]')?.remove());
  on('click', '[data-print]', () => window.print());

  // A form goes out once. The pressed button keeps its name and value; it is only made deaf.
  document.addEventListener('submit', event => {
    const form = event.target;
    if (event.defaultPrevented || form.method.toLowerCase() !== 'post') return;
    if (form.dataset.sent) { event.preventDefault(); return; }
    form.dataset.sent = 'yes';
    unsaved.delete(form);
    all('button[type=submit], button:not([type])', form).forEach(button => button.setAttribute('aria-disabled', 'true'));
    event.submitter?.classList.add('btn-loading');
  });
  const release = form => {
    delete form.dataset.sent;
    all('[aria-disabled]', form).forEach(button => button.removeAttribute('aria-disabled'));
    all('.btn-loading', form).forEach(button => button.classList.remove('btn-loading'));
  };
  // Coming back with the back button finds the form usable again.
  window.addEventListener('pageshow', event => { if (event.persisted) all('form[data-sent]').forEach(release); });
  document.addEventListener('htmx:finally:request', event => { const form = event.target.closest?.('form[data-sent]'); if (form) release(form); });

  // Unsaved words are not lost by leaving: forms marked data-unsaved warn.
  const unsaved = new Set();
  on('input', 'form[data-unsaved]', (_, form) => unsaved.add(form));
  window.addEventListener('beforeunload', event => {
    if ([...unsaved].some(form => form.isConnected)) { event.preventDefault(); event.returnValue = ''; }
  });

  // Lists: j and k move, Enter opens, a click on a row opens it unless it hit something of its own.
  const rows = () => all('[data-list] [data-href]');
  const pick = row => {
    all('.tf-picked').forEach(r => r.classList.remove('tf-picked'));
    row.classList.add('tf-picked');
    row.scrollIntoView({ block: 'nearest' });
  };
  document.addEventListener('keydown', event => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest('input, textarea, select, dialog, [contenteditable]')) return;
    const list = rows();
    const at = list.findIndex(r => r.classList.contains('tf-picked'));
    if (event.key === 'j' && list.length) pick(list[Math.min(at + 1, list.length - 1)]);
    else if (event.key === 'k' && list.length) pick(list[Math.max(at - 1, 0)]);
    else if (event.key === 'Enter' && at >= 0 && !event.target.closest('a, button, summary')) location.assign(list[at].dataset.href);
    else if (event.key === '/') { const search = one('.tf-search input'); if (search) { event.preventDefault(); search.focus(); } }
  });
  on('click', 'tr[data-href]', (event, row) => {
    if (event.target.closest('a, button, input, label, select, summary, textarea') || String(getSelection())) return;
    if (event.ctrlKey || event.metaKey) window.open(row.dataset.href); else location.assign(row.dataset.href);
  });

  // Ticking rows: a box in the head ticks all; the bar says how many.
  on('change', '[data-check-all], [data-check]', (_, box) => {
    const list = box.closest('[data-list]') ?? document;
    if (box.matches('[data-check-all]')) all('[data-check]', list).forEach(b => { b.checked = box.checked; });
    const count = all('[data-check]:checked', list).length;
    all('[data-check-count]', list).forEach(e => { e.textContent = count; });
  });

  // Confirmation: the panel of the details moves into a dialog while it is open.
  const asDialog = details => {
    const panel = one('[data-confirm-panel]', details);
    const dialog = document.createElement('dialog');
    dialog.className = 'tf-dialog';
    dialog.setAttribute('aria-label', one('.tf-confirm-question', panel)?.textContent ?? '');
    panel.classList.remove('tf-confirm-panel');
    dialog.append(panel);
    details.after(dialog);
    dialog.addEventListener('close', () => {
      panel.classList.add('tf-confirm-panel');
      details.append(panel);
      details.open = false;
      dialog.remove();
      one('summary', details).focus();
    });
    dialog.showModal();
  };
  document.addEventListener('click', event => {
    const summary = event.target.closest?.('details[data-confirm] > summary');
    if (summary && typeof HTMLDialogElement === 'function') { event.preventDefault(); asDialog(summary.parentElement); }
    event.target.closest?.('[data-cancel]')?.closest('dialog')?.close();
    if (event.target.matches?.('dialog.tf-dialog')) event.target.close();
  });

  // Phrases that one often writes go to where the cursor is.
  on('click', '[data-phrase]', (_, button) => {
    const box = document.getElementById(button.dataset.phraseFor) ?? one('textarea', button.closest('form'));
    if (!box) return;
    box.setRangeText(button.dataset.phrase, box.selectionStart, box.selectionEnd, 'end');
    box.dispatchEvent(new Event('input', { bubbles: true }));
    box.focus();
  });

  // Uploads: checked before they travel, shown while they do. Without an address of their own they go with the form.
  const refuse = (box, words) => {
    const place = one('[data-upload-error]', box);
    place.textContent = words ?? '';
    place.hidden = !words;
  };
  const check = (box, files) => {
    const large = files.find(file => file.size > Number(box.dataset.maxBytes));
    if (large) return box.dataset.tooLarge.replace('{0}', large.name);
    return files.length > Number(box.dataset.maxFiles) ? box.dataset.tooMany : null;
  };
  const send = (box, files) => {
    const request = new XMLHttpRequest();
    const data = new FormData();
    files.forEach(file => data.append(one('input[type=file]', box).name, file));
    const progress = one('[data-progress]', box);
    progress.hidden = false;
    request.upload.addEventListener('progress', event => {
      const percent = Math.round(100 * event.loaded / event.total) + '%';
      one('.tf-progress-bar', progress).style.width = percent;
      one('[data-percent]', progress).textContent = percent;
    });
    request.addEventListener('load', () => {
      if (request.status === 200) { box.outerHTML = request.responseText; return; }
      progress.hidden = true;
      refuse(box, request.responseText.slice(0, 200));
    });
    request.addEventListener('error', () => { progress.hidden = true; refuse(box, box.dataset.failed); });
    request.open('POST', box.dataset.postTo);
    request.setRequestHeader('RequestVerificationToken', token());
    request.setRequestHeader('HX-Request', 'true');
    request.send(data);
  };
  on('change', '[data-upload] input[type=file]', (_, input) => {
    const box = input.closest('[data-upload]');
    const words = check(box, [...input.files]);
    refuse(box, words);
    if (words) input.value = '';
    else if (box.dataset.postTo && input.files.length) send(box, [...input.files]);
  });
  ['dragover', 'dragleave', 'drop'].forEach(type => on(type, '[data-drop]', (event, drop) => {
    event.preventDefault();
    drop.classList.toggle('tf-over', type === 'dragover');
    if (type !== 'drop') return;
    const input = one('input[type=file]', drop);
    input.files = event.dataTransfer.files;
    input.dispatchEvent(new Event('change', { bubbles: true }));
  }));

  // htmx posts carry the form token of the page.
  const token = () => one('input[name=__RequestVerificationToken]')?.value ?? '';
  document.addEventListener('htmx:config:request', event => {
    const request = event.detail?.ctx?.request;
    if (request && request.method !== 'GET') request.headers.RequestVerificationToken = token();
  });
  document.addEventListener('htmx:after:swap', event => reveal(event.target));

  // A flow that is wider than the screen begins where the case stands.
  all('[data-flow]').forEach(scroll => {
    const current = one('.tf-flow-current', scroll);
    if (!current) return;
    const [box, frame] = [current.getBoundingClientRect(), scroll.getBoundingClientRect()];
    if (box.right > frame.right) scroll.scrollLeft = box.left - frame.left - (frame.width - box.width) / 2;
  });

  // A long piece of work goes on from page to page by itself.
  one('form[data-go-on]')?.requestSubmit();

  reveal(document);
  // After a refused form, reading begins with what is wrong.
  one('[data-errors]')?.focus();
})();
