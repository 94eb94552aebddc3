// Light or dark, before anything is shown: as somebody chose here, or as their system is.
(function () {
  'use strict';
  const root = document.documentElement;
  const dark = window.matchMedia('(prefers-color-scheme: dark)');
  function show() { root.dataset.bsTheme = localStorage.getItem('theme') || (dark.matches ? 'dark' : 'light'); }
  show();
  dark.addEventListener('change', show);
  document.addEventListener('click', function (event) {
    if (!event.target.closest('[data-theme]')) { return; }
    localStorage.setItem('theme', root.dataset.bsTheme === 'dark' ? 'light' : 'dark');
    show();
  });
})();
