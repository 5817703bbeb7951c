// Keeps the numbers of the frame fresh, and says when new tasks have come; nothing that somebody is reading moves.
(() => {
  const source = document.currentScript.dataset.news;
  const stream = document.currentScript.dataset.stream;
  const pause = 30_000;
  const bar = () => document.querySelector('[data-news-bar]');
  let asked = Date.now();
  let timer = 0;
  let live = null;

  const show = (kind, count) => {
    const text = count > 99 ? '99+' : String(count);
    const link = document.querySelector(`[data-count="${kind}"]`);
    if (link) {
      link.title = link.dataset.label.replace('{0}', count);
      link.setAttribute('aria-label', link.title);
      const badge = link.querySelector('.tf-badge');
      badge.textContent = text;
      badge.hidden = count === 0;
    }
    document.querySelectorAll(`[data-count-of="${kind}"]`).forEach(line => { line.textContent = count; line.hidden = count === 0; });
  };

  const announce = (place, text) => {
    let link = place.querySelector('a');
    if (!link) {
      link = document.createElement('a');
      link.className = 'tf-news';
      link.href = location.href;
      place.append(link);
    }
    if (link.textContent !== text) link.textContent = text;
  };

  const ask = async () => {
    asked = Date.now();
    const place = bar();
    let answer;
    try {
      answer = await fetch(source + (place ? `?since=${place.dataset.since}` : ''), { redirect: 'manual', headers: { Accept: 'application/json' } });
    } catch {
      return; // The network is away; the next time asks again.
    }
    if (answer.status === 401 && place) announce(place, place.dataset.over);
    if (answer.status === 401 || answer.type === 'opaqueredirect') { clearInterval(timer); live?.close(); return; }
    if (!answer.ok) return;
    const news = await answer.json();
    show('todo', news.todo);
    show('unread', news.unread);
    if (place && news.fresh > 0) announce(place, place.dataset.text.replace('{0}', news.fresh));
  };

  // The stream of the page that is looked at; a hidden page gives its connection back, for a browser has only a few.
  let todo = null;
  const listen = () => {
    if (document.hidden) { live?.close(); live = null; return; }
    if (live && live.readyState !== EventSource.CLOSED) return;
    live = new EventSource(stream);
    live.onmessage = event => {
      const counts = JSON.parse(event.data);
      show('todo', counts.todo);
      show('unread', counts.unread);
      if (bar() && todo !== null && counts.todo > todo) ask(); // Says how many are new since the list was drawn.
      todo = counts.todo;
    };
  };

  // Asking now and then also finds out that the session is over, and helps where a stream does not get through.
  timer = setInterval(() => { if (!document.hidden && (!live || live.readyState !== EventSource.OPEN || bar())) ask(); }, pause);
  document.addEventListener('visibilitychange', () => {
    listen();
    if (!document.hidden && Date.now() - asked >= pause) ask();
  });
  addEventListener('pagehide', () => { live?.close(); live = null; });
  addEventListener('pageshow', event => { if (event.persisted) listen(); });
  listen();
})();
