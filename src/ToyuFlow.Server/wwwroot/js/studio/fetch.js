// Everything that Studio asks of the server goes through here: it adds the form token to what changes something, and turns each refusal
// or fault into the one answer that Studio survives, with the work kept on the canvas.
(() => {
  'use strict';
  const api = '/elsa/api';
  const texts = document.getElementById('st-texts').dataset;
  const inner = window.fetch.bind(window);
  const windowId = crypto.randomUUID();
  const bases = new Map();
  let token = texts.token;
  let signingIn = null;

  const wait = (milliseconds) => new Promise((done) => setTimeout(done, milliseconds));
  const never = new Promise(() => {});
  const isRead = (method) => method === 'GET' || method === 'HEAD';

  window.fetch = (input, init = {}) => {
    const url = new URL(typeof input === 'string' || input instanceof URL ? input : input.url, document.baseURI);
    return url.origin === location.origin && url.pathname.startsWith(api + '/') ? call(url, init) : inner(input, init);
  };

  async function call(url, init) {
    const method = (init.method ?? 'GET').toUpperCase();
    const path = url.pathname.slice(api.length);
    const saves = path === '/workflow-definitions' && method === 'POST';
    if (saves) {
      studio.saving();
    }
    for (let tries = 0; ; tries++) {
      let response;
      try {
        response = await inner(url.href, { ...init, headers: headers(init, method, saves) });
      } catch (error) {
        if (init.signal?.aborted) {
          throw error;
        }
        if (!isRead(method) && !isQuestion(path)) {
          return refuse(path, method, 0, { errors: { generalErrors: [texts.offlineSave] } });
        }
        studio.notice(texts.offline + '…');
        await wait(Math.min(8000, 1000 * (tries + 1)));
        continue;
      }
      if (response.ok || response.status === 304) {
        return accept(response, path, saves, saves && textOf(init.body).includes('"publish":true'));
      }
      if (response.status === 401) {
        await signIn();
        continue;
      }
      const body = await read(response);
      if (body.kind === 'token' && tries < 2) {
        await refreshToken();
        continue;
      }
      if (isRead(method) || isQuestion(path)) {
        if (response.status >= 500 && tries < 6) {
          studio.notice(texts.offline + '…');
          await wait(1500 * (tries + 1));
          continue;
        }
        return isOptional(path) ? json(404, {}) : stop(response.status, body);
      }
      // A save and the publishing after it are two steps: what publishing refuses is saved all the same, under this revision.
      const revision = saves && response.headers.get('x-definition-revision');
      if (revision) {
        bases.set(definitionOf(init.body), revision);
      }
      return refuse(path, method, response.status, body, Boolean(revision));
    }
  }

  function headers(init, method, saves) {
    const all = new Headers(init.headers);
    if (!isRead(method)) {
      all.set('RequestVerificationToken', token);
      all.set('x-designer-window', windowId);
    }
    if (saves) {
      const base = bases.get(definitionOf(init.body));
      if (base) {
        all.set('x-definition-base', base);
      }
    }
    return all;
  }

  function textOf(body) {
    return typeof body === 'string' ? body : body instanceof Uint8Array ? new TextDecoder().decode(body) : '';
  }

  function definitionOf(body) {
    return /"definitionId":"([^"]*)"/.exec(textOf(body).slice(0, 2000))?.[1] ?? location.pathname.split('/')[3];
  }

  async function accept(response, path, saves, publishes) {
    studio.quiet();
    const revision = response.headers.get('x-definition-revision');
    if (revision && (saves || path.startsWith('/workflow-definitions/by-definition-id/') || path.endsWith('/import'))) {
      const id = (await response.clone().json()).workflowDefinition?.definitionId ?? path.split('/')[3] ?? location.pathname.split('/')[3];
      bases.set(id, revision);
    }
    if (saves) {
      studio.saved();
    }
    if (publishes) {
      studio.clear();
    }
    return response;
  }

  // Questions that are posted because they are long: they change nothing, so they may be asked again.
  function isQuestion(path) {
    return path === '/workflow-instances' || path.endsWith('/journal') || path === '/activity-executions/report' || path.startsWith('/scripting/');
  }

  function isOptional(path) {
    return path === '/features/installed' || path.endsWith('/execution-state');
  }

  async function read(response) {
    try {
      return await response.json();
    } catch {
      return {};
    }
  }

  // Saving, publishing and importing show a 400 themselves; the other calls end Studio on any failure and get an empty answer instead.
  function refuse(path, method, status, body, isSaved = false) {
    const said = body.errors?.generalErrors ?? [body.detail ?? { 403: texts.forbidden, 404: texts.missing, 409: texts.conflict }[status] ?? texts.server];
    studio.refused(said, body.faults ?? [], body.kind === 'asked', isSaved || body.kind === 'asked');
    if (/^\/workflow-definitions(\/import|\/[^/]+\/(publish|retract))?$/.test(path) && method === 'POST') {
      return json(400, { errors: { generalErrors: said } });
    }
    if (method === 'DELETE' || path.startsWith('/cancel/')) {
      return new Response(null, { status: 204 });
    }
    if (path.startsWith('/bulk-actions/')) {
      return json(200, { deleted: 0, cancelled: 0, published: [], retracted: [], alreadyPublished: [], alreadyRetracted: [], notFound: [], updatedConsumers: [] });
    }
    return never;
  }

  function stop(status, body) {
    studio.stopped(body.errors?.generalErrors?.[0] ?? { 403: texts.forbidden, 404: texts.missing }[status] ?? texts.server);
    return never;
  }

  function json(status, body) {
    return new Response(JSON.stringify(body), { status, headers: { 'Content-Type': 'application/json' } });
  }

  async function refreshToken() {
    const response = await inner('/designer/token', { cache: 'no-store' });
    if (response.status === 401 || response.redirected) {
      await signIn();
      return;
    }
    if (response.ok) {
      const fresh = await response.json();
      token = fresh.token;
      if (fresh.person !== texts.person) {
        location.reload();
        await never;
      }
    }
  }

  // The sign-in page in a frame of this page: nothing on the canvas is touched, and what was asked is asked again afterwards.
  function signIn() {
    signingIn ??= new Promise((done) => {
      const dialog = document.getElementById('st-sign-in');
      const frame = dialog.querySelector('iframe');
      const heard = (event) => {
        if (event.origin === location.origin && event.data === 'toyuflow-signed-in') {
          window.removeEventListener('message', heard);
          dialog.close();
          frame.removeAttribute('src');
          signingIn = null;
          refreshToken().then(done);
        }
      };
      window.addEventListener('message', heard);
      frame.src = '/accounts/signin?back=' + encodeURIComponent('/designer/signedin');
      dialog.addEventListener('cancel', (event) => event.preventDefault());
      dialog.showModal();
    });
    return signingIn;
  }

  const at = (id) => document.getElementById(id);

  // What this page itself tells, outside of Studio.
  const studio = {
    // What stands in our panel need not stand in Studio's own message too.
    said: new Set(),
    saving: () => status(texts.saving + '…', ''),
    // What publishing found stays to be read while the mending is saved.
    saved: () => {
      status(texts.saved + ' ' + new Date().toLocaleTimeString('zh-CN', { hour12: false }), 'st-good');
    },
    quiet: () => {
      if (at('st-saved').classList.contains('st-notice')) {
        at('st-saved').hidden = true;
      }
    },
    notice: (text) => status(text, 'st-notice'),
    clear: () => { at('st-faults').hidden = true; },
    refused: (said, faults, asked, isSaved) => {
      status(isSaved ? texts.saved : texts.unsaved, isSaved ? 'st-good' : 'st-bad');
      list(said, faults, asked);
    },
    stopped: (text) => {
      at('st-open').hidden = true;
      list([text], []);
    },
  };
  window.toyuflowStudio = studio;

  function status(text, kind) {
    at('st-saved').textContent = text;
    at('st-saved').className = 'st-saved ' + kind;
    at('st-saved').hidden = false;
  }

  function list(said, faults, asked) {
    studio.said = new Set(said);
    const items = faults.length > 0 ? faults : said.map((message) => ({ message }));
    at('st-faults').classList.toggle('st-asked', asked === true);
    at('st-faults-title').textContent = asked ? texts.asked : texts.faults.replace('{0}', items.length);
    at('st-faults-list').replaceChildren(...items.map((fault) => {
      const item = document.createElement('li');
      item.textContent = fault.message + ' ';
      if (fault.activityId) {
        const locate = document.createElement('button');
        locate.type = 'button';
        locate.textContent = texts.locate;
        locate.dataset.activity = fault.activityId;
        locate.addEventListener('click', () => window.toyuflowSelect(fault.activityId));
        item.append(locate);
      }
      return item;
    }));
    at('st-faults').hidden = false;
    const first = faults.find((fault) => fault.activityId);
    if (first) {
      window.toyuflowSelect(first.activityId);
    }
  }

  at('st-faults-close').addEventListener('click', studio.clear);
})();
