// Stands in for packages that are imported and never used; see build.mjs.
module.exports = {};
