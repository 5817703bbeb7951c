// Studio's own labels are English; this shows them in Chinese, and marks the buttons that this server does not offer so that the style
// sheet can hide them. What people write and what the server sends is left alone.
(() => {
  'use strict';
  const source = document.getElementById('st-texts').dataset.dictionary;
  const skipped = '.monaco-editor, elsa-activity-wrapper, textarea, script, style, .st-head, .st-faults, .st-open, .st-sign-in, [data-original]';
  const attributes = ['placeholder', 'title', 'aria-label'];
  const actions = { Run: 'run', 'Run workflow': 'run', Test: 'test', Import: 'import', Alter: 'alter', 'Alter this instance': 'alter', Resilience: 'resilience', 'Auto-update consuming workflows': 'consumers', Sequence: 'kind', 'State machine': 'kind', 'Open filtered logs': 'row', 'Workflow State': 'row', Log: 'setting', 'Commit Strategy': 'setting', 'Usable as activity': 'consumers', Publish: 'publish', Unpublish: 'publish', Cancel: 'cancel' };
  // The same English word stands for two things: in a menu it ends cases, in a dialog it closes the dialog.
  const inMenus = { Cancel: '终止办理' };
  // Words of actions that mean one only in this place.
  const places = { kind: '.workflow-root-template-option', setting: '.mud-tab', publish: '.mud-menu-item, .mud-list-item', cancel: '.mud-menu-item, .mud-list-item' };
  // Where the viewer shows the inputs of an activity under their names in the file.
  const inputNames = 'elsa-workflow-instance-viewer td:first-child';
  const inputs = new Map();
  let words = new Map();
  let patterns = [];

  function translate(text) {
    const trimmed = text.trim();
    if (!/[A-Za-z]/.test(trimmed)) {
      return null;
    }
    const found = words.get(trimmed) ?? words.get(trimmed.toLowerCase());
    if (found !== undefined) {
      return text.replace(trimmed, () => found);
    }
    for (const [pattern, chinese] of patterns) {
      const match = pattern.exec(trimmed);
      if (match) {
        return text.replace(trimmed, () => chinese.replace(/\{(\d)\}/g, (_, i) => match[Number(i) + 1] ?? ''));
      }
    }
    return null;
  }

  // A field of Studio lies in a field.
  function outermost(element) {
    const inner = element.closest('.mud-input-control');
    return inner && (outermost(inner.parentElement) ?? inner);
  }

  function mark(element, text) {
    const action = actions[text.trim()];
    if (action && (!places[action] || element.closest(places[action]))) {
      ((action === 'row' && element.closest('tr')) || element.closest('button, .mud-tab, .mud-list-item, .mud-menu-item, .workflow-root-template-option') || outermost(element) || element).dataset.studioAction = action;
    } else if (window.toyuflowStudio?.said.has(text.trim())) {
      element.closest('.mud-snackbar')?.setAttribute('data-studio-action', 'said');
    }
  }

  function text(node) {
    const parent = node.parentElement;
    if (!parent || parent.closest(skipped)) {
      return;
    }
    mark(parent, node.nodeValue);
    const chinese = (words.size > 0 && parent.closest(places.cancel) && inMenus[node.nodeValue.trim()]) || translate(node.nodeValue)
      || ((parent.closest(inputNames) && inputs.get(node.nodeValue.trim())) ?? null);
    if (chinese !== null && chinese !== node.nodeValue) {
      node.nodeValue = chinese;
    }
  }

  function element(node) {
    if (node.closest(skipped)) {
      return;
    }
    suggest(node);
    for (const name of attributes) {
      const value = node.getAttribute(name);
      if (value) {
        mark(node, value);
        const chinese = translate(value);
        if (chinese !== null && chinese !== value) {
          node.setAttribute(name, chinese);
        }
      }
    }
  }

  // The name that Studio proposes for a new definition.
  function suggest(node) {
    const number = node.tagName === 'INPUT' && words.size > 0 && node.closest('.mud-dialog') && /^Workflow (\d+)$/.exec(node.value)?.[1];
    if (number) {
      node.value = '新流程' + number;
      node.dispatchEvent(new Event('input', { bubbles: true }));
      node.dispatchEvent(new Event('change', { bubbles: true }));
    }
  }

  function walk(root) {
    if (root.nodeType === Node.TEXT_NODE) {
      text(root);
    } else if (root.nodeType === Node.ELEMENT_NODE) {
      element(root);
      const walker = document.createTreeWalker(root, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT, {
        acceptNode: (node) => node.nodeType === Node.ELEMENT_NODE && node.matches(skipped) ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT,
      });
      while (walker.nextNode()) {
        if (walker.currentNode.nodeType === Node.TEXT_NODE) {
          text(walker.currentNode);
        } else {
          element(walker.currentNode);
        }
      }
    }
  }

  // The server names each input in words; the same names in the viewer are shown by them.
  const answered = window.fetch;
  window.fetch = async (input, init) => {
    const response = await answered(input, init);
    if (source && response.ok && String(input.url ?? input).includes('/descriptors/activities?') && inputs.size === 0) {
      (await response.clone().json()).items.flatMap((activity) => activity.inputs).forEach((one) => inputs.has(one.name) || inputs.set(one.name, one.displayName));
    }
    return response;
  };

  function begin() {
    walk(document.body);
    new MutationObserver((changes) => {
      for (const change of changes) {
        if (change.type === 'characterData') {
          text(change.target);
        } else if (change.type === 'attributes') {
          element(change.target);
        } else {
          change.addedNodes.forEach(walk);
        }
      }
    }).observe(document.body, { childList: true, subtree: true, characterData: true, attributes: true, attributeFilter: attributes });
  }

  if (source) {
    fetch(source).then((answer) => answer.json()).then((dictionary) => {
      const plain = Object.entries(dictionary).filter(([english]) => !english.includes('{'));
      words = new Map(plain);
      patterns = Object.entries(dictionary).filter(([english]) => english.includes('{')).map(([english, chinese]) =>
        [new RegExp('^' + english.replace(/[.*+?^$()|[\]\\]/g, '\\$&').replace(/\{\d\}/g, '(.+?)') + '$'), chinese]);
      begin();
    });
  } else {
    begin();
  }
})();
