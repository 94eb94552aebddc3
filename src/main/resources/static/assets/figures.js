// Draws the numbers of a table as bars, for those who see; the table stays for those who listen.
(function () {
  'use strict';
  document.querySelectorAll('[data-chart]').forEach(function (chart) {
    const days = [];
    const counts = [];
    chart.querySelectorAll('tr').forEach(function (row) {
      days.push(Date.parse(row.cells[0].textContent + 'T00:00:00') / 1000);
      counts.push(Number(row.cells[1].textContent));
    });
    const style = getComputedStyle(document.documentElement);
    const ink = style.getPropertyValue('--muted').trim();
    const plot = new uPlot({
      width: chart.clientWidth,
      height: 220,
      legend: { show: false },
      cursor: { drag: { x: false, y: false } },
      scales: { y: { range: function (u, min, max) { return [0, Math.max(max, 4) * 1.1]; } } },
      axes: [
        { stroke: ink, grid: { show: false }, values: function (u, marks) {
          return marks.map(function (mark) { const day = new Date(mark * 1000); return (day.getMonth() + 1) + '-' + day.getDate(); });
        } },
        { stroke: ink, grid: { stroke: style.getPropertyValue('--line').trim() }, incrs: [1, 2, 5, 10, 20, 50, 100, 200, 500] }
      ],
      series: [{}, { fill: style.getPropertyValue('--bench').trim(), stroke: style.getPropertyValue('--bench').trim(),
        paths: uPlot.paths.bars({ size: [0.7, 40] }), points: { show: false } }]
    }, [days, counts], chart);
    window.addEventListener('resize', function () { plot.setSize({ width: chart.clientWidth, height: 220 }); });
  });
})();
