namespace ToyuFlow.Workflows.Expressions.JavaScript;

/// <summary>Functions of newer JavaScript that Jint 2 does not have, written in ES5; they run under the same limits as any script.</summary>
internal static class ScriptPrelude
{
    public const string Source =
        """
        (function () {
            function add(target, name, value) {
                if (target[name] === undefined) {
                    Object.defineProperty(target, name, { value: value, enumerable: false, writable: true, configurable: true });
                }
            }
            add(Array.prototype, 'find', function (test) {
                for (var i = 0; i < this.length; i++) { if (test(this[i], i, this)) { return this[i]; } }
            });
            add(Array.prototype, 'findIndex', function (test) {
                for (var i = 0; i < this.length; i++) { if (test(this[i], i, this)) { return i; } }
                return -1;
            });
            add(Array.prototype, 'includes', function (item) {
                for (var i = 0; i < this.length; i++) { if (this[i] === item || (item !== item && this[i] !== this[i])) { return true; } }
                return false;
            });
            add(Array.prototype, 'fill', function (item) {
                for (var i = 0; i < this.length; i++) { this[i] = item; }
                return this;
            });
            add(Array.prototype, 'flat', function () {
                var all = [];
                for (var i = 0; i < this.length; i++) { all = all.concat(this[i]); }
                return all;
            });
            add(Array.prototype, 'flatMap', function (map) { return this.map(map).flat(); });
            add(Array, 'from', function (source, map) {
                var all = [];
                for (var i = 0; i < source.length; i++) { all.push(map ? map(source[i], i) : source[i]); }
                return all;
            });
            add(Array, 'of', function () { return Array.prototype.slice.call(arguments); });
            add(String.prototype, 'includes', function (text, from) { return ('' + this).indexOf(text, from || 0) >= 0; });
            add(String.prototype, 'startsWith', function (text, from) { return ('' + this).substr(from || 0, ('' + text).length) === '' + text; });
            add(String.prototype, 'endsWith', function (text) { var all = '' + this; return all.slice(Math.max(0, all.length - ('' + text).length)) === '' + text; });
            add(String.prototype, 'repeat', function (times) {
                var all = '';
                for (var i = 0; i < times; i++) { all += this; }
                return all;
            });
            add(String.prototype, 'padStart', function (length, text) {
                var all = '' + this, pad = text === undefined ? ' ' : '' + text, front = '';
                while (pad.length > 0 && front.length < length - all.length) { front += pad; }
                return front.slice(0, Math.max(0, length - all.length)) + all;
            });
            add(String.prototype, 'padEnd', function (length, text) {
                var all = '' + this, pad = text === undefined ? ' ' : '' + text, back = '';
                while (pad.length > 0 && back.length < length - all.length) { back += pad; }
                return all + back.slice(0, Math.max(0, length - all.length));
            });
            add(String.prototype, 'trimStart', function () { return ('' + this).replace(/^\s+/, ''); });
            add(String.prototype, 'trimEnd', function () { return ('' + this).replace(/\s+$/, ''); });
            add(Object, 'assign', function (target) {
                for (var i = 1; i < arguments.length; i++) { for (var key in arguments[i]) { target[key] = arguments[i][key]; } }
                return target;
            });
            add(Object, 'values', function (source) { return Object.keys(source).map(function (key) { return source[key]; }); });
            add(Object, 'entries', function (source) { return Object.keys(source).map(function (key) { return [key, source[key]]; }); });
            add(Number, 'isNaN', function (value) { return typeof value === 'number' && value !== value; });
            add(Number, 'isFinite', function (value) { return typeof value === 'number' && isFinite(value); });
            add(Number, 'isInteger', function (value) { return typeof value === 'number' && isFinite(value) && Math.floor(value) === value; });
            add(Number, 'parseInt', parseInt);
            add(Number, 'parseFloat', parseFloat);
            add(Math, 'trunc', function (value) { return value < 0 ? Math.ceil(value) : Math.floor(value); });
            add(Math, 'sign', function (value) { return value > 0 ? 1 : value < 0 ? -1 : +value; });
            add(Math, 'log10', function (value) { return Math.log(value) / Math.LN10; });
            add(Math, 'log2', function (value) { return Math.log(value) / Math.LN2; });
        })();
        """;
}
