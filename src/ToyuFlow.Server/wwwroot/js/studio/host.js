// Puts one Studio element at a time on the page, chosen by the path, and shows what is going on until it is there.
(() => {
  'use strict';
  const tags = {
    definitions: ['elsa-workflow-definition-list', 'elsa-workflow-definition-editor', 'definition-id'],
    instances: ['elsa-workflow-instance-list', 'elsa-workflow-instance-viewer', 'instance-id'],
  };
  // Studio disposes of an element a second after it has left the page, and there must never be two.
  const untilDisposed = 1300;
  const page = document.getElementById('studio');
  const texts = document.getElementById('st-texts').dataset;
  const open = document.getElementById('st-open');
  const progress = document.getElementById('st-progress');
  let shown = null;
  let turn = 0;

  localStorage.setItem('BlazorCulture', document.documentElement.lang === 'en' ? 'en-US' : 'zh-CN');

  const loading = setInterval(() => {
    const percent = parseFloat(getComputedStyle(document.documentElement).getPropertyValue('--blazor-load-percentage'));
    progress.value = Number.isNaN(percent) ? progress.value : percent;
  }, 100);

  function parse(path) {
    const [, , screen, id] = path.split('/');
    return tags[screen] ? { screen, id: id ? decodeURIComponent(id) : '' } : null;
  }

  async function show({ screen, id }) {
    const mine = ++turn;
    opening();
    if (shown) {
      shown.remove();
      shown = null;
      await new Promise((done) => setTimeout(done, untilDisposed));
    }
    const [listTag, oneTag, attribute] = tags[screen];
    const tag = id ? oneTag : listTag;
    await customElements.whenDefined(tag);
    if (mine !== turn) {
      return;
    }
    clearInterval(loading);
    const element = document.createElement(tag);
    element.setAttribute('remote-endpoint', location.origin + '/elsa/api');
    if (id) {
      element.setAttribute(attribute, id);
    }
    page.dataset.screen = screen;
    page.dataset.id = id;
    page.append(element);
    shown = element;
    element.editWorkflowDefinition = (definition) => go('/designer/definitions/' + encodeURIComponent(definition));
    element.viewWorkflowInstance = (instance) => go('/designer/instances/' + encodeURIComponent(instance));
    head(screen, id);
    await drawn(element, id ? () => element.querySelector('.x6-node, elsa-activity-wrapper') : () => rows(element));
    if (mine === turn) {
      open.hidden = true;
      document.documentElement.dataset.studio = 'ready';
    }
  }

  function opening() {
    delete document.documentElement.dataset.studio;
    open.hidden = false;
    if (customElements.get(tags.definitions[0])) {
      document.getElementById('st-open-what').textContent = texts.opening + '…';
      document.getElementById('st-open-note').textContent = texts.openingNote;
      progress.removeAttribute('value');
    }
  }

  // A list that is still loading has one row, which says so with three points.
  function rows(element) {
    return element.querySelector('tbody td + td') ?? [...element.querySelectorAll('tbody tr')].find((row) => row.textContent.trim() && !row.textContent.includes('...'));
  }

  function drawn(element, isThere) {
    return new Promise((done) => {
      const look = () => isThere() && finish();
      const watch = new MutationObserver(look);
      const late = setTimeout(finish, 25000);
      watch.observe(element, { childList: true, subtree: true, characterData: true });
      document.getElementById('st-open-what').textContent = texts.opening + '…';
      look();
      function finish() {
        watch.disconnect();
        clearTimeout(late);
        done();
      }
    });
  }

  function head(screen, id) {
    for (const link of document.querySelectorAll('.st-where a')) {
      link.toggleAttribute('aria-current', link.dataset.screen === screen && !id);
    }
    const editor = screen === 'definitions' && id;
    for (const [name, path] of [['st-compare', '/designer/compare/'], ['st-simulate', '/designer/simulate/']]) {
      const link = document.getElementById(name);
      link.hidden = !editor;
      link.href = path + encodeURIComponent(id);
    }
    if (!id) {
      document.getElementById('st-name').textContent = '';
    }
  }

  function go(path) {
    history.pushState(null, '', path);
    const target = parse(path);
    if (target) {
      document.getElementById('st-name').textContent = '';
      show(target);
    } else {
      location.href = path;
    }
  }

  // The title comes with the definition or the instance itself.
  const answered = window.fetch;
  window.fetch = async (input, init) => {
    const response = await answered(input, init);
    const url = typeof input === 'string' ? input : input.url ?? String(input);
    if (response.ok && /\/(by-definition-id\/|workflow-instances\/[^/?]+$)/.test(url)) {
      response.clone().json().then((body) => {
        document.getElementById('st-name').textContent = body.name ?? '';
      }, () => {});
    }
    return response;
  };

  addEventListener('popstate', () => {
    const target = parse(location.pathname);
    if (target && (target.screen !== page.dataset.screen || target.id !== page.dataset.id)) {
      show(target);
    }
  });

  // Links inside Studio lead to addresses of its own server; here they lead to ours.
  document.addEventListener('click', (event) => {
    const link = event.target.closest?.('a[href]');
    const path = link && new URL(link.href, document.baseURI).pathname;
    const definition = path && /workflows\/definitions\/([^/]+)\/edit$/.exec(path);
    const instance = path && /workflows\/instances\/([^/]+)\/view$/.exec(path);
    if (definition || instance) {
      event.preventDefault();
      event.stopPropagation();
      go(definition ? '/designer/definitions/' + definition[1] : '/designer/instances/' + instance[1]);
    } else if (path?.includes('/diagnostics/')) {
      event.preventDefault();
      event.stopPropagation();
    } else if (link?.dataset.screen && shown) {
      event.preventDefault();
      go(path);
    }
  }, true);

  // Selects an activity as a click on its box does.
  window.toyuflowSelect = (id) => {
    const box = page.querySelector(`[data-cell-id="${CSS.escape(id)}"] elsa-activity-wrapper`) ?? page.querySelector(`[data-cell-id="${CSS.escape(id)}"]`);
    if (!box) {
      return false;
    }
    const place = box.getBoundingClientRect();
    const at = { bubbles: true, cancelable: true, composed: true, button: 0, clientX: place.x + place.width / 2, clientY: place.y + place.height / 2 };
    for (const [type, Kind] of [['pointerdown', PointerEvent], ['mousedown', MouseEvent], ['pointerup', PointerEvent], ['mouseup', MouseEvent], ['click', MouseEvent]]) {
      box.dispatchEvent(new Kind(type, at));
    }
    page.querySelectorAll('.st-wrong').forEach((wrong) => wrong.classList.remove('st-wrong'));
    box.closest('[data-cell-id]').classList.add('st-wrong');
    return true;
  };

  show(parse(location.pathname));
})();
