// Questions that are asked only after a certain answer appear at once; without this they appear after saving.
(() => {
  'use strict';
  const conditional = [...document.querySelectorAll('[data-when]')].filter(box => box.dataset.when);
  const answers = name => [...document.getElementsByName(name)]
    .filter(input => !['radio', 'checkbox'].includes(input.type) || input.checked)
    .map(input => input.value);
  const refresh = () => conditional.forEach(box => {
    // The question itself may stand on another page; then the server has decided.
    if (document.getElementsByName(box.dataset.when).length === 0) return;
    box.hidden = !box.dataset.whenIs.split(';').some(value => answers(box.dataset.when).includes(value));
  });
  document.addEventListener('change', refresh);
  refresh();
})();
