if (window.parent !== window) {
  window.parent.postMessage('toyuflow-signed-in', location.origin);
} else {
  location.replace('/designer');
}
