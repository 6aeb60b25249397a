@echo off
rem The same as scripts/start, for Windows.
setlocal
chcp 65001 >nul
set "root=%~dp0.."
set "venv=%root%\.venv"
if not exist "%venv%\Scripts\python.exe" (
    py -3 -m venv "%venv%" || python -m venv "%venv%" || (
        echo 需要 Python 3.11 或更新的版本，请从 python.org 安装后再试。
        exit /b 4
    )
)
set "py=%venv%\Scripts\python.exe"
if not exist "%venv%\installed.txt" (
    echo 正在安装所需组件，第一次需要几分钟……
    "%py%" -m pip install --quiet --disable-pip-version-check --require-hashes --requirement "%root%\requirements.lock" || exit /b 4
    "%py%" -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable "%root%" || exit /b 4
    echo ok> "%venv%\installed.txt"
)
if "%~1"=="" ("%py%" -m archivist start & exit /b)
if "%~1"=="--demo" ("%py%" -m archivist start --demo & exit /b)
"%py%" -m archivist %*
