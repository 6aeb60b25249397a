# Sourced by start and test: finds Python, makes .venv, installs what the lock file names.
# Sets $venv_python. Expects $root; $1 is the lock file.

need_python() {
    for name in python3.13 python3.12 python3.11 python3; do
        if command -v "$name" >/dev/null 2>&1 &&
            "$name" -c 'import sys; raise SystemExit(sys.version_info < (3, 11))' 2>/dev/null; then
            echo "$name"
            return 0
        fi
    done
    return 1
}

may_install() { [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; }

# install_system NAME...: Debian packages, quietly; only where we are root.
install_system() {
    apt-get update -qq >/dev/null && DEBIAN_FRONTEND=noninteractive \
        apt-get install -y -qq --no-install-recommends "$@" >/dev/null
}

make_environment() {
    lock=$1
    python=$(need_python) || {
        may_install && install_system python3 python3-venv
        python=$(need_python) || {
            echo "需要 Python 3.11 或更新的版本。请先安装（Debian/Ubuntu：apt install python3 python3-venv；Windows、macOS：从 python.org 安装）。" >&2
            return 4
        }
    }
    venv="$root/.venv"
    if [ ! -x "$venv/bin/python" ] && [ ! -x "$venv/Scripts/python.exe" ]; then
        "$python" -m venv "$venv" >/dev/null 2>&1 || {
            rm -rf "$venv"
            may_install && install_system python3-venv
            "$python" -m venv "$venv" || {
                echo "建立虚拟环境失败。Debian/Ubuntu 请先运行 apt install python3-venv。" >&2
                return 4
            }
        }
    fi
    venv_python="$venv/bin/python"
    [ -x "$venv_python" ] || venv_python="$venv/Scripts/python.exe"
    # Installed already for exactly this lock file, this project file and this place?
    mark="$venv/installed-$(basename "$lock")"
    now="$(cat "$lock" "$root/pyproject.toml" | cksum) $root"
    if [ ! -f "$mark" ] || [ "$(cat "$mark")" != "$now" ]; then
        echo "正在安装所需组件，第一次需要几分钟……" >&2
        "$venv_python" -m pip install --quiet --disable-pip-version-check --require-hashes \
            --requirement "$lock" &&
            "$venv_python" -m pip install --quiet --disable-pip-version-check --no-deps \
                --no-build-isolation --editable "$root" || {
            echo "安装没有成功。请检查网络或安装源后重试；已经装好的不会重来。" >&2
            return 4
        }
        printf '%s' "$now" >"$mark"
    fi
}
