@echo off
rem The same as scripts/start, for Windows. A double click makes the archive in the folder above
rem and leaves the window open, so that what was said can be read.
setlocal
chcp 65001 >nul
set "root=%~dp0.."
set "venv=%root%\.venv"
set "clicked="
if /i "%CD%\"=="%~dp0" set "clicked=yes"
if defined clicked cd /d "%root%"
if not exist "%venv%\Scripts\python.exe" (
    py -3 -m venv "%venv%" || python -m venv "%venv%" || (
        echo 需要 Python 3.11 或更新的版本，请从 python.org 安装后再试。
        if defined clicked pause
        exit /b 4
    )
)
set "py=%venv%\Scripts\python.exe"
fc /b "%root%\requirements.lock" "%venv%\installed.lock" >nul 2>nul || (
    echo 正在安装所需组件，第一次需要几分钟……
    "%py%" -m pip install --quiet --disable-pip-version-check --require-hashes --requirement "%root%\requirements.lock" && "%py%" -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable "%root%" || (
        echo 安装没有成功。请检查网络或安装源后重试；已经装好的不会重来。
        if defined clicked pause
        exit /b 4
    )
    copy /y "%root%\requirements.lock" "%venv%\installed.lock" >nul
)
set "word="
if "%~1"=="" set "word=start"
if "%~1"=="--demo" set "word=start"
if "%~1"=="--no-page" set "word=start"
"%py%" -m archivist %word% %*
set "status=%errorlevel%"
if defined clicked pause
exit /b %status%
